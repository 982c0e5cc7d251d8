package org.dectory.fetch.http.internal;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.settings.ReadableSettings;
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
 * <p>The requests of one fetch go over connections that are kept, on the thread that fetches: many small files cost a fraction of the
 * processor time that Java's own client takes, which hands each answer from thread to thread.
 */
@Component(service = Fetcher.class, configurationPid = "org.dectory.fetch.http")
@Designate(ocd = HttpSettings.class)
@FetchProtocol({"http", "https"})
public final class HttpFetcher implements Fetcher, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(HttpFetcher.class);
    private static final int MOST_LOGINS = 1000;
    private static final int MOST_CONNECTIONS = 256;
    private static final String END = "\r\n";

    private final Calls calls;
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
        calls = new Calls(connectLimit, connections);
    }

    /** Takes a judge of servers. Without one, HTTPS is refused. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTrust(Trust trust) {
        calls.contexts().trust(trust);
    }

    /** Goes on without it. */
    void unbindTrust(Trust trust) {
        calls.contexts().noTrust(trust);
    }

    @Override
    public FetchResult fetch(FetchRequest request) throws InterruptedException {
        if (!Redirects.isHttp(request.uri())
                || request.uri().getHost() == null
                || request.uri().getUserInfo() != null) {
            return new Failed(Kind.BAD_ADDRESS, "No address of HTTP");
        }
        if (request.credentials().isPresent()
                && request.credentials().get().user().indexOf(':') >= 0) {
            return new Failed(Kind.BAD_ADDRESS, "HTTP knows no account names with a colon");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            return bring(request, System.nanoTime() + request.limit().toNanos());
        } catch (FailedCallException e) {
            return e.failed();
        }
    }

    private FetchResult bring(FetchRequest request, long deadline) throws FailedCallException, InterruptedException {
        Redirects redirects = new Redirects(request.uri());
        Response response = ask(request, redirects, deadline);
        while (Redirects.isRedirect(response.status())) {
            Optional<String> refusal = redirects.follow(response.headers().first("Location"));
            if (refusal.isPresent()) {
                return new Failed(Kind.SERVER_ERROR, refusal.get());
            }
            response = ask(request, redirects, deadline);
        }
        return Answer.read(response, request, redirects.isAboutTheFile());
    }

    /** Asks for one address, as often as logging in there takes. */
    private Response ask(FetchRequest request, Redirects redirects, long deadline)
            throws FailedCallException, InterruptedException {
        URI uri = redirects.current();
        String server = Redirects.server(uri);
        String question = "GET " + target(uri) + " HTTP/1.1\r\nHost: " + host(uri)
                + "\r\nUser-Agent: Dectory\r\nAccept-Encoding: gzip\r\n" + Version.condition(request.version());
        if (request.credentials().isEmpty() || !redirects.isAtOrigin()) {
            return calls.send(question + END, uri, server, request, deadline);
        }
        Login login = new Login(logins, uri, server, request.credentials().get());
        while (true) {
            Response response = calls.send(question + login.authorization(uri) + END, uri, server, request, deadline);
            if (!login.asksAgain(response)) {
                return response;
            }
        }
    }

    /** What is asked for, as the first line of a request has it. */
    static String target(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static String host(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Breaks off what is in progress, and ends the connections that are kept. */
    @Deactivate
    @Override
    public void close() {
        calls.close();
    }
}
