package org.dectory.fetch.http.internal;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.replaceable.OwnThreads;
import org.dectory.api.trust.NotTrustedException;
import org.dectory.connections.Guard;
import org.dectory.connections.KeptConnections;
import org.dectory.fetch.http.internal.HttpConnection.Place;

/**
 * Sends single requests, each of which ends in time, over connections that are kept for the next one, and breaks all of them off at the
 * end. Thread-safe.
 */
final class Calls implements AutoCloseable {

    private static final Duration KEEP = Duration.ofSeconds(30);
    private static final int MOST_KEPT = 256;

    private final int connectMillis;
    private final Turns turns;
    private final TlsContexts contexts = new TlsContexts();
    private final ScheduledThreadPoolExecutor timer = OwnThreads.timer(Calls.class, "fetch.http-idle");
    private final KeptConnections<Place, HttpConnection> connections;
    private final Set<Guard> inProgress = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Calls(Duration connectLimit, int mostAtOneServer) {
        connectMillis = (int) connectLimit.toMillis();
        turns = new Turns(mostAtOneServer);
        connections = new KeptConnections<>(KEEP, MOST_KEPT, timer, place -> {}, HttpConnection::drop);
    }

    /** How TLS is spoken. */
    TlsContexts contexts() {
        return contexts;
    }

    /**
     * Sends a request and takes the whole answer. Blocks.
     *
     * @param head the head of the request, which has no body
     * @param uri where to
     * @param server the server there, see {@link Redirects#server}
     * @param fetch what it is for
     * @param deadline when to give up, by {@link System#nanoTime}
     * @return the answer
     * @throws FailedCallException if there is none, or none in time, or nobody trusts the server
     * @throws InterruptedException if the calling thread is interrupted; the connection is closed
     */
    Response send(String head, URI uri, String server, FetchRequest fetch, long deadline)
            throws FailedCallException, InterruptedException {
        try {
            turns.take(server, deadline);
        } catch (TimeoutException e) {
            throw new FailedCallException(new Failed(Kind.UNREACHABLE, "Too many files are waiting for the server"));
        }
        try {
            return send(new Call(head, uri, fetch, deadline), place(uri, fetch));
        } finally {
            turns.end(server);
        }
    }

    private Place place(URI uri, FetchRequest fetch) throws FailedCallException {
        String host = uri.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            return new Place(
                    bare,
                    Redirects.port(uri),
                    Redirects.isSecure(uri) ? Optional.of(contexts.of(fetch.trust())) : Optional.empty());
        } catch (NotTrustedException e) {
            throw new FailedCallException(new Failed(Kind.NOT_TRUSTED, Failure.reason(e)));
        }
    }

    private record Call(String head, URI uri, FetchRequest fetch, long deadline) {}

    private Response send(Call call, Place place) throws FailedCallException, InterruptedException {
        Optional<HttpConnection> kept = quiet(place);
        if (kept.isPresent()) {
            try {
                return send(call, kept.get(), false, place);
            } catch (FailedCallException e) {
                boolean outlived = e.failed().kind() == Kind.UNREACHABLE;
                if (!outlived || closed || call.deadline() - System.nanoTime() <= 0) {
                    throw e;
                }
                // The server has ended it meanwhile, as it may: this says nothing about the file.
            }
        }
        return send(call, new HttpConnection(place, connectMillis), true, place);
    }

    private Optional<HttpConnection> quiet(Place place) {
        Optional<HttpConnection> kept = connections.take(place);
        while (kept.isPresent() && !kept.get().isQuiet()) {
            kept.get().drop();
            kept = connections.take(place);
        }
        return kept;
    }

    private Response send(Call call, HttpConnection connection, boolean fresh, Place place)
            throws FailedCallException, InterruptedException {
        Guard guard = connection.guard();
        guard.begin(call.deadline());
        inProgress.add(guard);
        boolean reusable = false;
        try {
            if (closed) {
                guard.breakOff();
            }
            guard.glance();
            if (fresh) {
                connection.open();
            }
            Response response =
                    connection.ask(call.head(), call.uri(), call.fetch().maxBytes());
            reusable = connection.isReusable();
            return response;
        } catch (IOException | HttpException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new FailedCallException(Failure.of(e, call.fetch(), guard));
        } finally {
            inProgress.remove(guard);
            if (reusable) {
                connections.put(place, connection);
            } else {
                connection.drop();
            }
        }
    }

    /** Breaks off what is in progress. */
    @Override
    public void close() {
        closed = true;
        inProgress.forEach(Guard::breakOff);
        connections.close();
        timer.shutdownNow();
    }
}
