package org.dectory.fetch.http.internal;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.Fetcher;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Brings files by HTTP/1.1 and HTTPS.
 *
 * <p>HTTP/2 is not used: after a thousand requests nginx says good-bye in a way that the client of Java 17 takes for an
 * error.
 */
@Component(service = Fetcher.class, configurationPid = "org.dectory.fetch.http")
@Designate(ocd = HttpSettings.class)
@FetchProtocol({"http", "https"})
public final class HttpFetcher implements Fetcher, AutoCloseable {

    private final ClientThreads threads = new ClientThreads();

    private final Duration connectLimit;

    /**
     * One for all requests, made at the first: making it reads all certificates that Java trusts, and many sites fetch nothing by
     * HTTP. A client of Java 17 cannot be closed, it goes with the last one who knows it.
     */
    private @Nullable HttpClient client;

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Future<?>> inProgress = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Takes what is set. */
    @Activate
    public HttpFetcher(HttpSettings settings) {
        this(Duration.ofSeconds(settings.connect_seconds()));
    }

    HttpFetcher(Duration connectLimit) {
        this.connectLimit = connectLimit;
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(connectLimit)
                    .executor(threads)
                    .build();
        }
        return client;
    }

    @Override
    public FetchResult fetch(FetchRequest request) throws InterruptedException {
        if (!Redirects.isHttp(request.uri())
                || request.uri().getHost() == null
                || request.uri().getUserInfo() != null) {
            return new Failed(Kind.BAD_ADDRESS, "No address of HTTP");
        }
        if (request.credentials()
                .map(Credentials::user)
                .filter(user -> user.contains(":"))
                .isPresent()) {
            return new Failed(Kind.BAD_ADDRESS, "HTTP knows no account names with a colon");
        }
        long deadline = System.nanoTime() + request.limit().toNanos();
        Redirects redirects = new Redirects(request.uri());
        try {
            HttpResponse<ByteBuffer> response = send(request, redirects, deadline);
            while (Redirects.isRedirect(response.statusCode())) {
                Optional<String> refusal = redirects.follow(response.headers().firstValue("Location"));
                if (refusal.isPresent()) {
                    return new Failed(Kind.SERVER_ERROR, refusal.get());
                }
                response = send(request, redirects, deadline);
            }
            return Answer.read(response, request, redirects.isAtOrigin());
        } catch (IOException e) {
            return Failure.of(e, request);
        } catch (TimeoutException e) {
            return new Failed(Kind.UNREACHABLE, "The server took too long");
        } catch (CancellationException e) {
            return new Failed(Kind.UNREACHABLE, "The fetcher was stopped");
        }
    }

    private HttpResponse<ByteBuffer> send(FetchRequest request, Redirects redirects, long deadline)
            throws IOException, TimeoutException, InterruptedException {
        HttpRequest.Builder http = HttpRequest.newBuilder(redirects.current()).GET();
        Version.ask(http, request.version());
        if (redirects.isAtOrigin()) {
            request.credentials().ifPresent(credentials -> http.setHeader("Authorization", basic(credentials)));
        }
        CompletableFuture<HttpResponse<ByteBuffer>> answer =
                client().sendAsync(http.build(), CappedBody.ofAtMost(request.maxBytes()));
        long number = numbers.incrementAndGet();
        inProgress.put(number, answer);
        try {
            if (closed) {
                throw new CancellationException();
            }
            // The client's own time-out ends with the headers; this one covers the body too.
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            inProgress.remove(number);
            answer.cancel(true);
        }
    }

    /** Sent without being asked: servers ask by 401 only, and each file would take two requests. */
    private static String basic(Credentials credentials) {
        byte[] user = (credentials.user() + ":").getBytes(StandardCharsets.UTF_8);
        byte[] password = credentials.password().bytes();
        byte[] both = Arrays.copyOf(user, user.length + password.length);
        System.arraycopy(password, 0, both, user.length, password.length);
        String header = "Basic " + Base64.getEncoder().encodeToString(both);
        Arrays.fill(password, (byte) 0);
        Arrays.fill(both, (byte) 0);
        return header;
    }

    /** Breaks off what is in progress; the client's own thread ends when nobody knows the client any more. */
    @Deactivate
    @Override
    public void close() {
        closed = true;
        inProgress.values().forEach(answer -> answer.cancel(true));
        threads.close();
    }
}
