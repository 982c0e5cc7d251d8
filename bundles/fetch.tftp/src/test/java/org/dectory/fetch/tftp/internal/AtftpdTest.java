package org.dectory.fetch.tftp.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.dectory.testkit.fetch.Atftpd;
import org.dectory.testkit.fetch.FetcherContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract, against a real server. */
@Tag("PRV-01")
class AtftpdTest extends FetcherContract {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration REPEAT = Duration.ofMillis(500);

    @TempDir
    private static Path folder;

    private static Atftpd server;
    private static int closedPort;

    private final TftpFetcher fetcher = new TftpFetcher(PATIENCE, REPEAT, 1428);

    @BeforeAll
    static void start() throws IOException {
        server = new Atftpd(folder);
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
        server.close();
    }

    @Override
    protected Fetcher fetcher() {
        return fetcher;
    }

    @Override
    protected void put(String name, byte[] content) throws IOException {
        server.put(name, content);
    }

    @Override
    protected void remove(String name) throws IOException {
        server.remove(name);
    }

    @Override
    protected URI folder() {
        return server.folder();
    }

    @Override
    protected URI nowhere() {
        return URI.create("tftp://127.0.0.1:" + closedPort + "/");
    }

    @Test
    @Tag("PRV-05")
    void saysOfAFileInAFolderThatItIsGone() throws Exception {
        put("users/4711.cfg", new byte[] {1});

        assertThat(contentOf(fetch(fetcher, "users/4711.cfg"))).hasSize(1);
        remove("users/4711.cfg");
        assertThat(fetch(fetcher, "users/4711.cfg")).isEqualTo(new Gone("TFTP error 1"));
    }

    @ParameterizedTest
    @CsvSource({
        "512,0",
        "512,511",
        "512,512",
        "512,513",
        "512,1024",
        "1428,0",
        "1428,1427",
        "1428,1428",
        "1428,1429",
        "65464,130928",
        "65464,500000",
    })
    void bringsFilesThatEndWhereABlockDoes(int blockSize, int length) throws Exception {
        put("4711.cfg", new byte[length]);

        try (TftpFetcher other = new TftpFetcher(PATIENCE, REPEAT, blockSize)) {
            assertThat(contentOf(fetch(other, "4711.cfg"))).hasSize(length);
        }
    }

    @ParameterizedTest
    @CsvSource({"--no-blksize", "--no-tsize", "--no-timeout", "--no-blksize --no-tsize --no-timeout"})
    void getsAlongWithServersThatKnowFewerOptions(String options) throws Exception {
        try (Atftpd old = new Atftpd(folder.resolve("old"), options.split(" "))) {
            old.put("4711.cfg", new byte[5000]);

            FetchResult result = fetcher.fetch(request(old.folder().resolve("4711.cfg")));

            assertThat(contentOf(result)).hasSize(5000);
        }
    }

    @Test
    void countsBlocksBeyondTheLargestNumber() throws Exception {
        put("large.cfg", new byte[70_000 * 512]);

        try (TftpFetcher other = new TftpFetcher(PATIENCE, REPEAT, 512)) {
            assertThat(contentOf(fetch(other, "large.cfg"))).hasSize(70_000 * 512);
        }
    }

    private FetchResult fetch(Fetcher by, String name) throws InterruptedException {
        return by.fetch(request(folder().resolve(name)));
    }

    private static FetchRequest request(URI uri) {
        return new FetchRequest(uri, Optional.empty(), "", 40_000_000, Duration.ofSeconds(30));
    }
}
