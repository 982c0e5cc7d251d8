package org.dectory.fetch.http.internal;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.trust.NotTrustedException;
import org.dectory.connections.Guard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says for people what exceptions mean. */
final class Failure {

    private static final Logger logger = LoggerFactory.getLogger(Failure.class);

    private Failure() {}

    /**
     * Says it.
     *
     * @param e what went wrong
     * @param guard what watched over the connection
     */
    static Failed of(Exception e, FetchRequest request, Guard guard) {
        logger.debug("Fetching {} failed", request.uri(), e);
        if (has(e, TooLargeException.class)) {
            return tooLarge(request.maxBytes());
        }
        Optional<NotTrustedException> distrust = find(e, NotTrustedException.class);
        if (distrust.isPresent()) {
            return new Failed(Kind.NOT_TRUSTED, reason(distrust.get()));
        }
        if (guard.isBrokenOff()) {
            return new Failed(Kind.UNREACHABLE, "The fetcher was stopped");
        }
        if (guard.isLate()) {
            return new Failed(Kind.UNREACHABLE, "The server took too long");
        }
        if (e instanceof HttpException || e instanceof MessageConstraintException) {
            return new Failed(Kind.SERVER_ERROR, "The server does not speak HTTP as expected");
        }
        if (has(e, SSLHandshakeException.class)) {
            return new Failed(
                    Kind.NOT_TRUSTED, "The server does not agree to a version of TLS and a cipher that are allowed");
        }
        if (has(e, SSLException.class)) {
            return new Failed(Kind.UNREACHABLE, "The server does not speak TLS as expected");
        }
        if (has(e, UnknownHostException.class)) {
            return new Failed(Kind.UNREACHABLE, "Server name not found");
        }
        if (e instanceof SocketTimeoutException
                || e instanceof ConnectException
                || e instanceof NoRouteToHostException) {
            return new Failed(Kind.UNREACHABLE, "Server not reachable");
        }
        return new Failed(Kind.UNREACHABLE, "The connection broke off");
    }

    static Failed tooLarge(int most) {
        return new Failed(Kind.TOO_LARGE, "The file is larger than " + most + " bytes");
    }

    static String reason(NotTrustedException e) {
        return Objects.requireNonNullElse(e.getMessage(), "The server's certificate is not trusted");
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        return find(thrown, type).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        return Stream.iterate(Optional.of(thrown), Optional::isPresent, each -> each.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(10)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
