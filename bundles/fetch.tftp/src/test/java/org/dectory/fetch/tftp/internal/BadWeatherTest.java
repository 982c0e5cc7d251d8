package org.dectory.fetch.tftp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.Fetcher;
import org.dectory.testkit.fetch.FetcherContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract, on a network that loses one packet in ten and doubles another. */
@Tag("PRV-01")
class BadWeatherTest extends FetcherContract {

    private final Random random = new Random(4711);
    private final TftpFetcher fetcher = new TftpFetcher(Duration.ofSeconds(8), Duration.ofMillis(50), 1428);
    private final TftpServer server = new TftpServer(this::copies, false);

    BadWeatherTest() throws IOException {}

    private int copies() {
        return switch (random.nextInt(10)) {
            case 0 -> 0;
            case 1 -> 2;
            default -> 1;
        };
    }

    @AfterEach
    void close() {
        fetcher.close();
        server.close();
    }

    @Override
    protected Fetcher fetcher() {
        return fetcher;
    }

    @Override
    protected void put(String name, byte[] content) {
        server.put(name, content);
    }

    @Override
    protected void remove(String name) {
        server.remove(name);
    }

    @Override
    protected URI folder() {
        return server.folder();
    }

    @Override
    protected URI nowhere() {
        return URI.create("tftp://no-such-host.invalid/");
    }

    /** A server that doubles what is doubled, and a network that doubles one packet: each block may be answered once only. */
    @Test
    void isNoSorcerersApprentice() throws Exception {
        AtomicInteger packets = new AtomicInteger();
        try (TftpServer sorcerer = new TftpServer(() -> packets.incrementAndGet() == 6 ? 2 : 1, true);
                TftpFetcher calm = new TftpFetcher(Duration.ofSeconds(5), Duration.ofSeconds(3), 512)) {
            sorcerer.put("4711.cfg", new byte[100 * 512]);

            byte[] content = contentOf(calm.fetch(new FetchRequest(
                    sorcerer.folder().resolve("4711.cfg"), Optional.empty(), "", 100_000, Duration.ofSeconds(10))));

            assertThat(content).hasSize(100 * 512);
            assertThat(sorcerer.acknowledgements()).isLessThanOrEqualTo(101);
        }
    }
}
