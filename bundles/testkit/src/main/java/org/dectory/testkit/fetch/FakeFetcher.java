package org.dectory.testkit.fetch;

import java.net.URI;
import java.nio.ByteBuffer;
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

/**
 * A fetcher whose server is a map: tests put files there, make it fail, or make it wait. Thread-safe.
 *
 * <p>The version of a file is a number that rises with each {@link #put}; files are told apart by the last part of the path.
 */
public final class FakeFetcher implements Fetcher {

    private final Map<String, StoredFile> files = new ConcurrentHashMap<>();
    private final List<FetchRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Optional<FetchResult> failure = Optional.empty();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean tellsVersions = true;
    private int versions;

    /** A file on the server. */
    private record StoredFile(ByteBuffer content, String version) {}

    /**
     * Puts a file there, in place of the one that may be there already.
     *
     * @param name the file's name, such as {@code 4711.cfg}
     * @param text its content
     */
    public synchronized void put(String name, String text) {
        files.put(name, new StoredFile(StandardCharsets.UTF_8.encode(text).asReadOnlyBuffer(), "v" + ++versions));
    }

    /**
     * Takes a file away.
     *
     * @param name the file's name
     */
    public void remove(String name) {
        files.remove(name);
    }

    /** Makes every fetch fail from now on, as if the server were down. */
    public void breakDown() {
        answerAlways(new FetchResult.Failed(FetchResult.Kind.UNREACHABLE, "Server not reachable"));
    }

    /**
     * Gives every fetch the same answer from now on.
     *
     * @param result the answer
     */
    public void answerAlways(FetchResult result) {
        failure = Optional.of(result);
    }

    /** Makes it say nothing about versions from now on, as a server does whose files have just been made. */
    public void tellNoVersions() {
        tellsVersions = false;
    }

    /** Makes it tell versions again, as a server does when its files have become older. */
    public void tellVersions() {
        tellsVersions = true;
    }

    /** Makes fetches succeed again. */
    public void repair() {
        failure = Optional.empty();
    }

    /** Makes every fetch that begins from now on wait, after it was counted, until {@link #goOn}. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    /** Lets the fetches go on that wait. */
    public void goOn() {
        gate.countDown();
    }

    /**
     * What was asked for so far.
     *
     * @return the requests in their order
     */
    public List<FetchRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * How often a file was asked for.
     *
     * @param name the file's name
     * @return how often
     */
    public long requestsFor(String name) {
        return requests.stream().filter(each -> nameOf(each.uri()).equals(name)).count();
    }

    @Override
    public FetchResult fetch(FetchRequest request) throws InterruptedException {
        requests.add(copy(request));
        gate.await();
        if (failure.isPresent()) {
            return failure.get();
        }
        StoredFile file = files.get(nameOf(request.uri()));
        if (file == null) {
            return new FetchResult.Gone("no such file");
        }
        if (tellsVersions && file.version.equals(request.version())) {
            return new FetchResult.Unchanged();
        }
        if (file.content.remaining() > request.maxBytes()) {
            return new FetchResult.Failed(
                    FetchResult.Kind.TOO_LARGE, "The file is larger than " + request.maxBytes() + " bytes");
        }
        return new FetchResult.Fetched(file.content.duplicate(), tellsVersions ? file.version : "");
    }

    /** Whoever asks closes the password afterwards. */
    private static FetchRequest copy(FetchRequest request) {
        return new FetchRequest(
                request.uri(),
                request.credentials()
                        .map(each -> new Credentials(
                                each.user(), Secret.ofBytes(each.password().bytes()))),
                request.version(),
                request.maxBytes(),
                request.limit(),
                request.trust());
    }

    private static String nameOf(URI uri) {
        String path = uri.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
