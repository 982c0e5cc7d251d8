package org.dectory.fetch.tftp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.Fetcher;
import org.dectory.testkit.fetch.FetcherContract;
import org.dectory.testkit.fetch.TftpdHpa;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract, against the other server that many have. Skipped where it is not. */
@Tag("PRV-01")
class TftpdHpaTest extends FetcherContract {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration REPEAT = Duration.ofMillis(500);

    @TempDir
    private static Path folder;

    private static Optional<TftpdHpa> server = Optional.empty();
    private static int closedPort;

    private final TftpFetcher fetcher = new TftpFetcher(PATIENCE, REPEAT, 1428);

    @BeforeAll
    static void start() throws IOException {
        assumeThat(TftpdHpa.program())
                .as("tftpd-hpa, which itests/servers/servers.sh unpacks, and which only root can start")
                .isPresent();
        server = Optional.of(new TftpdHpa(folder));
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
    }

    @AfterEach
    void close() {
        fetcher.close();
    }

    @AfterAll
    static void stop() {
        server.ifPresent(TftpdHpa::close);
    }

    @Override
    protected Fetcher fetcher() {
        return fetcher;
    }

    @Override
    protected void put(String name, byte[] content) throws IOException {
        server.orElseThrow().put(name, content);
    }

    @Override
    protected void remove(String name) throws IOException {
        server.orElseThrow().remove(name);
    }

    @Override
    protected URI folder() {
        return server.orElseThrow().folder();
    }

    @Override
    protected URI nowhere() {
        return URI.create("tftp://127.0.0.1:" + closedPort + "/");
    }

    @Test
    @Tag("PRV-05")
    void saysOfAFileInAFolderThatItIsGone() throws Exception {
        put("users/4711.cfg", new byte[] {1});

        assertThat(contentOf(fetch("users/4711.cfg"))).hasSize(1);
        remove("users/4711.cfg");
        assertThat(fetch("users/4711.cfg")).isEqualTo(new Gone("TFTP error 1"));
    }

    @ParameterizedTest
    @CsvSource({"512,511", "512,512", "1428,2856", "65464,130928"})
    void bringsFilesThatEndWhereABlockDoes(int blockSize, int length) throws Exception {
        put("4711.cfg", new byte[length]);

        try (TftpFetcher other = new TftpFetcher(PATIENCE, REPEAT, blockSize)) {
            assertThat(contentOf(other.fetch(request("4711.cfg")))).hasSize(length);
        }
    }

    private FetchResult fetch(String name) throws InterruptedException {
        return fetcher.fetch(request(name));
    }

    private FetchRequest request(String name) {
        return new FetchRequest(folder().resolve(name), Optional.empty(), "", 40_000_000, Duration.ofSeconds(30));
    }
}
