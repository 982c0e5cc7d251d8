package org.dectory.fetch.http.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.trust.NotTrustedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says for people what the client's exceptions mean. */
final class Failure {

    private static final Logger logger = LoggerFactory.getLogger(Failure.class);

    private Failure() {}

    static Failed of(IOException e, FetchRequest request) {
        logger.debug("Fetching {} failed", request.uri(), e);
        if (has(e, TooLargeException.class)) {
            return tooLarge(request.maxBytes());
        }
        Optional<NotTrustedException> distrust = find(e, NotTrustedException.class);
        if (distrust.isPresent()) {
            return new Failed(Kind.NOT_TRUSTED, reason(distrust.get()));
        }
        if (has(e, SSLHandshakeException.class)) {
            return new Failed(
                    Kind.NOT_TRUSTED, "The server does not agree to a version of TLS and a cipher that are allowed");
        }
        if (has(e, SSLException.class)) {
            return new Failed(Kind.UNREACHABLE, "The server does not speak TLS as expected");
        }
        if (has(e, UnresolvedAddressException.class) || has(e, UnknownHostException.class)) {
            return new Failed(Kind.UNREACHABLE, "Server name not found");
        }
        if (has(e, HttpTimeoutException.class) || has(e, ConnectException.class)) {
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
