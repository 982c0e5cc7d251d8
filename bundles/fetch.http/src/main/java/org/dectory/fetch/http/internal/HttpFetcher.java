package org.dectory.fetch.http.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.settings.ReadableSettings;
import org.dectory.api.trust.NotTrustedException;
import org.dectory.api.trust.Trust;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger logger = LoggerFactory.getLogger(HttpFetcher.class);
    private static final int MOST_LOGINS = 1000;
    private static final int MOST_CONNECTIONS = 256;

    private final Clients clients;
    private final Turns turns;
    private final Calls calls = new Calls();
    private final Logins logins = new Logins(MOST_LOGINS);

    /** Takes what is set. */
    @Activate
    public HttpFetcher(HttpSettings written) {
        this(ReadableSettings.of(HttpSettings.class, written, logger::warn), MOST_CONNECTIONS);
    }

    private HttpFetcher(HttpSettings settings, int most) {
        this(
                Duration.ofSeconds(Math.max(1, settings.connect_seconds())),
                Math.min(most, Math.max(1, settings.connections())));
    }

    HttpFetcher(Duration connectLimit, int connections) {
        clients = new Clients(connectLimit);
        turns = new Turns(connections);
    }

    /** Takes a judge of servers. Without one, HTTPS is refused. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTrust(Trust trust) {
        clients.trust(trust);
    }

    /** Goes on without it. */
    void unbindTrust(Trust trust) {
        clients.noTrust(trust);
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
        try {
            return bring(request, deadline);
        } catch (IOException e) {
            return Failure.of(e, request);
        } catch (NotTrustedException e) {
            return new Failed(Kind.NOT_TRUSTED, Failure.reason(e));
        } catch (TimeoutException e) {
            return new Failed(Kind.UNREACHABLE, Objects.requireNonNullElse(e.getMessage(), "The server took too long"));
        } catch (CancellationException e) {
            return new Failed(Kind.UNREACHABLE, "The fetcher was stopped");
        }
    }

    private FetchResult bring(FetchRequest request, long deadline)
            throws IOException, TimeoutException, InterruptedException, NotTrustedException {
        Redirects redirects = new Redirects(request.uri());
        HttpResponse<ByteBuffer> response = ask(request, redirects, deadline);
        while (Redirects.isRedirect(response.statusCode())) {
            Optional<String> refusal = redirects.follow(response.headers().firstValue("Location"));
            if (refusal.isPresent()) {
                return new Failed(Kind.SERVER_ERROR, refusal.get());
            }
            response = ask(request, redirects, deadline);
        }
        return Answer.read(response, request, redirects.isAboutTheFile());
    }

    /** Asks for one address, as often as logging in there takes. */
    private HttpResponse<ByteBuffer> ask(FetchRequest request, Redirects redirects, long deadline)
            throws IOException, TimeoutException, InterruptedException, NotTrustedException {
        URI uri = redirects.current();
        Optional<Login> login = request.credentials()
                .filter(credentials -> redirects.isAtOrigin())
                .map(credentials -> new Login(logins, uri, credentials));
        while (true) {
            HttpRequest.Builder http = HttpRequest.newBuilder(uri).GET().setHeader("Accept-Encoding", "gzip");
            Version.ask(http, request.version());
            login.flatMap(each -> each.authorization(uri)).ifPresent(header -> http.setHeader("Authorization", header));
            HttpResponse<ByteBuffer> response = send(http.build(), request, deadline);
            if (login.filter(each -> each.asksAgain(response)).isEmpty()) {
                return response;
            }
        }
    }

    private HttpResponse<ByteBuffer> send(HttpRequest http, FetchRequest request, long deadline)
            throws IOException, TimeoutException, InterruptedException, NotTrustedException {
        String server = Redirects.server(http.uri());
        turns.take(server, deadline);
        try {
            HttpClient client = Redirects.isSecure(http.uri()) ? clients.secure(request.trust()) : clients.plain();
            return calls.send(client, http, request.maxBytes(), deadline);
        } finally {
            turns.end(server);
        }
    }

    /** Breaks off what is in progress; the client's own thread ends when nobody knows the client any more. */
    @Deactivate
    @Override
    public void close() {
        calls.close();
        clients.close();
    }
}
