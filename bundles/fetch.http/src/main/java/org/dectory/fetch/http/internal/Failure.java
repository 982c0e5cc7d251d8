package org.dectory.fetch.http.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
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
        if (has(e, SSLHandshakeException.class) || has(e, SSLPeerUnverifiedException.class)) {
            return new Failed(Kind.NOT_TRUSTED, "The server's certificate is not trusted");
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

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        return Stream.iterate(Optional.of(thrown), Optional::isPresent, each -> each.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .limit(10)
                .anyMatch(type::isInstance);
    }
}
