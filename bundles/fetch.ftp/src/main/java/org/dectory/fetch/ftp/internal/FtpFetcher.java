package org.dectory.fetch.ftp.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.commons.net.MalformedServerReplyException;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.Fetcher;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings files by FTP, with TLS from the start ({@code ftps}), by arrangement ({@code ftpes}) or not at all ({@code ftp}). Never
 * falls back from one to the other.
 *
 * <p>The version of a file is a digest of its content: the time that servers tell is blurred, and asking for it takes as long as
 * a small file.
 */
@Component(service = Fetcher.class, configurationPid = "org.dectory.fetch.ftp")
@Designate(ocd = FtpSettings.class)
@FetchProtocol({"ftp", "ftpes", "ftps"})
public final class FtpFetcher implements Fetcher, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(FtpFetcher.class);

    private final int connectMillis;
    private final Trust trust;
    private final Connections connections;
    private final Set<Guard> inProgress = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Takes what is set. */
    @Activate
    public FtpFetcher(FtpSettings settings) {
        this(
                Duration.ofSeconds(settings.connect_seconds()),
                Duration.ofSeconds(settings.keep_seconds()),
                new Trust(Optional.empty()));
    }

    FtpFetcher(Duration connect, Duration keep, Trust trust) {
        connectMillis = (int) connect.toMillis();
        connections = new Connections(keep);
        this.trust = trust;
    }

    @Override
    public FetchResult fetch(FetchRequest request) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Optional<FtpAddress> address = FtpAddress.of(request.uri());
        if (address.isEmpty()) {
            return new Failed(Kind.BAD_ADDRESS, "No address of FTP");
        }
        if (request.credentials().filter(FtpFetcher::breaksLines).isPresent()) {
            return new Failed(Kind.BAD_ADDRESS, "FTP knows no accounts or passwords of several lines");
        }
        long deadline = System.nanoTime() + request.limit().toNanos();
        Optional<FtpConnection> kept = connections.take(address.get().server(), request.credentials());
        if (kept.isPresent()) {
            FetchResult result = fetch(kept.get(), false, address.get(), request, deadline);
            boolean outlived = result instanceof Failed failed && failed.kind() == Kind.UNREACHABLE;
            if (!outlived || closed || deadline - System.nanoTime() <= 0) {
                return result;
            }
            // The server has ended it meanwhile, as it may: this says nothing about the file.
        }
        return fetch(fresh(address.get()), true, address.get(), request, deadline);
    }

    private static boolean breaksLines(Credentials credentials) {
        char[] password = credentials.password().chars();
        boolean breaks = credentials.user().chars().anyMatch(Character::isISOControl);
        for (char each : password) {
            breaks |= Character.isISOControl(each);
        }
        Arrays.fill(password, '\0');
        return breaks;
    }

    private FtpConnection fresh(FtpAddress address) {
        return new FtpConnection(address.server(), new Guard(), connectMillis, trust);
    }

    private FetchResult fetch(
            FtpConnection connection, boolean fresh, FtpAddress address, FetchRequest request, long deadline)
            throws InterruptedException {
        Guard guard = connection.guard();
        guard.begin(deadline);
        inProgress.add(guard);
        boolean reusable = false;
        try {
            if (closed) {
                guard.breakOff();
            }
            guard.glance();
            if (fresh) {
                connection.open(request.credentials());
            }
            Download.Outcome outcome = new Download(connection, request).bring(address);
            reusable = outcome.reusable();
            return outcome.result();
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            logger.debug("Fetching {} failed", request.uri(), e);
            return failure(e, guard);
        } finally {
            inProgress.remove(guard);
            if (reusable) {
                connections.put(address.server(), request.credentials(), connection);
            } else {
                connection.drop();
            }
        }
    }

    private static Failed failure(IOException e, Guard guard) {
        if (e instanceof RefusedException refused) {
            return refused.failed();
        }
        if (guard.isBrokenOff()) {
            return new Failed(Kind.UNREACHABLE, "The fetcher was stopped");
        }
        if (guard.isLate()) {
            return new Failed(Kind.UNREACHABLE, "The server took too long");
        }
        if (e instanceof SSLHandshakeException) {
            return new Failed(Kind.NOT_TRUSTED, "The server's certificate is not trusted");
        }
        if (e instanceof SSLException) {
            return new Failed(Kind.UNREACHABLE, "The server does not speak TLS as expected");
        }
        if (e instanceof MalformedServerReplyException) {
            return new Failed(Kind.SERVER_ERROR, "The server does not speak FTP");
        }
        if (e instanceof UnknownHostException) {
            return new Failed(Kind.UNREACHABLE, "Server name not found");
        }
        if (e instanceof SocketTimeoutException || e instanceof ConnectException) {
            return new Failed(Kind.UNREACHABLE, "Server not reachable");
        }
        return new Failed(Kind.UNREACHABLE, "The connection broke off");
    }

    /** Breaks off what is in progress. */
    @Deactivate
    @Override
    public void close() {
        closed = true;
        inProgress.forEach(Guard::breakOff);
        connections.close();
    }
}
