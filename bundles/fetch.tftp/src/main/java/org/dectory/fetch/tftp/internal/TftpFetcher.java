package org.dectory.fetch.tftp.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
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
 * Brings files by TFTP (RFC 1350) in larger blocks than of old where the server knows how to (RFC 2347 to 2349).
 *
 * <p>TFTP knows no accounts: credentials are not sent. It tells no versions either: each fetch brings the whole file.
 */
@Component(service = Fetcher.class, configurationPid = "org.dectory.fetch.tftp")
@Designate(ocd = TftpSettings.class)
@FetchProtocol("tftp")
public final class TftpFetcher implements Fetcher, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(TftpFetcher.class);

    private final Duration patience;
    private final Duration repeat;
    private final int blockSize;
    private final Ports ports = new Ports(Clock.systemUTC());
    private final Set<Line> inProgress = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Takes what is set. */
    @Activate
    public TftpFetcher(TftpSettings settings) {
        this(
                Duration.ofSeconds(settings.answer_seconds()),
                Duration.ofMillis(settings.repeat_milliseconds()),
                settings.block_size());
    }

    TftpFetcher(Duration patience, Duration repeat, int blockSize) {
        this.patience = patience;
        this.repeat = repeat;
        this.blockSize = blockSize;
    }

    @Override
    public FetchResult fetch(FetchRequest request) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Optional<TftpAddress> address = TftpAddress.of(request.uri());
        if (address.isEmpty()) {
            return new Failed(Kind.BAD_ADDRESS, "No address of TFTP");
        }
        try {
            return fetch(address.get(), request);
        } catch (UnknownHostException e) {
            return new Failed(Kind.UNREACHABLE, "Server name not found");
        } catch (IOException e) {
            logger.debug("Fetching {} failed", request.uri(), e);
            return new Failed(Kind.UNREACHABLE, "Server not reachable");
        } catch (CancellationException e) {
            return new Failed(Kind.UNREACHABLE, "The fetcher was stopped");
        }
    }

    private FetchResult fetch(TftpAddress address, FetchRequest request) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + request.limit().toNanos();
        InetSocketAddress server = new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
        Map<String, String> options = Transfer.options(
                blockSize, (int) Math.max(1, repeat.plusMillis(999).toSeconds()));
        Optional<FetchResult> result = attempt(server, address.file(), options, request.maxBytes(), deadline);
        if (result.isEmpty()) {
            result = attempt(server, address.file(), Map.of(), request.maxBytes(), deadline);
        }
        return result.orElseThrow();
    }

    private Optional<FetchResult> attempt(
            InetSocketAddress server, String file, Map<String, String> options, int maxBytes, long deadline)
            throws IOException, InterruptedException {
        int size = options.isEmpty() ? Transfer.PLAIN_BLOCK : Math.max(blockSize, Transfer.PLAIN_BLOCK);
        try (Line line = new Line(server, size, ports)) {
            inProgress.add(line);
            try {
                if (closed) {
                    throw new CancellationException();
                }
                Pace pace = new Pace(patience, repeat, deadline);
                return new Conversation(line, pace)
                        .bring(Packet.request(file, options), new Transfer(maxBytes, options));
            } finally {
                inProgress.remove(line);
            }
        }
    }

    /** Breaks off what is in progress. */
    @Deactivate
    @Override
    public void close() {
        closed = true;
        inProgress.forEach(Line::breakOff);
    }
}
