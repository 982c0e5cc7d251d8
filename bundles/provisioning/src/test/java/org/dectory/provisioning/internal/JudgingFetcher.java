package org.dectory.provisioning.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.identity.Secret;
import org.jspecify.annotations.Nullable;

/** A server where each account has a {@code user.cfg} of its own, and everybody may read the rest. */
final class JudgingFetcher implements Fetcher {

    final Map<String, String> passwords = new ConcurrentHashMap<>();
    final Map<String, String> userFiles = new ConcurrentHashMap<>();
    final Map<String, String> others = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> addresses = new CopyOnWriteArrayList<>();
    volatile boolean judges = true;
    volatile Optional<FetchResult> failure = Optional.empty();
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public FetchResult fetch(FetchRequest request) throws InterruptedException {
        String path = request.uri().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String account = request.credentials().map(Credentials::user).orElse("nobody");
        asked.add(name + " as " + account);
        addresses.add(request.uri().toString());
        gate.await();
        if (failure.isPresent()) {
            return failure.get();
        }
        if (!name.equals("user.cfg")) {
            return answer(others.get(name), request);
        }
        boolean right = request.credentials()
                .filter(given -> given.password().equals(Secret.of(passwords.getOrDefault(account, ""))))
                .isPresent();
        return right || !judges
                ? answer(userFiles.get(account), request)
                : new FetchResult.Failed(FetchResult.Kind.ACCESS_DENIED, "HTTP 401");
    }

    private static FetchResult answer(@Nullable String text, FetchRequest request) {
        if (text == null) {
            return new FetchResult.Gone("HTTP 404");
        }
        String version = "v" + text.hashCode();
        return version.equals(request.version())
                ? new FetchResult.Unchanged()
                : new FetchResult.Fetched(StandardCharsets.UTF_8.encode(text).asReadOnlyBuffer(), version);
    }

    long userFilesAsked() {
        return asked.stream().filter(each -> each.startsWith("user.cfg")).count();
    }
}
