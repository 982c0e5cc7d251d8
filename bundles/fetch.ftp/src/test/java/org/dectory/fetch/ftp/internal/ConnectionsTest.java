package org.dectory.fetch.ftp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.identity.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One login serves many files. */
@Tag("PRV-01")
class ConnectionsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ScriptedServer server = new ScriptedServer();

    ConnectionsTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void bringsManyFilesOverOneConnectionOfEachAccount() throws Exception {
        try (FtpFetcher fetcher = fetcher(LIMIT)) {
            for (int i = 0; i < 5; i++) {
                assertThat(fetch(fetcher, "phone", "word")).isInstanceOf(Fetched.class);
                assertThat(fetch(fetcher, "phone", "another")).isInstanceOf(Fetched.class);
                assertThat(fetch(fetcher, "other", "word")).isInstanceOf(Fetched.class);
            }

            assertThat(server.count("PASS")).isEqualTo(3);
            assertThat(server.count("RETR")).isEqualTo(15);
        }
        await().until(() -> server.connections() == 0);
    }

    @Test
    void logsInAgainIfTheServerHasEndedTheConnection() throws Exception {
        server.on("RETR", session -> {
            session.say("150 Here (1 bytes)");
            try (Socket file = session.file()) {
                file.getOutputStream().write('x');
            }
            session.say("226 Done");
            session.end();
        });
        try (FtpFetcher fetcher = fetcher(LIMIT)) {
            assertThat(fetch(fetcher, "phone", "word")).isInstanceOf(Fetched.class);
            assertThat(fetch(fetcher, "phone", "word")).isInstanceOf(Fetched.class);

            assertThat(server.count("PASS")).isEqualTo(2);
        }
    }

    @Test
    void keepsNoConnectionLongerThanSetAndNoThread() throws Exception {
        try (FtpFetcher fetcher = fetcher(Duration.ofMillis(200))) {
            assertThat(fetch(fetcher, "phone", "word")).isInstanceOf(Fetched.class);

            await().until(() -> server.connections() == 0);
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("fetch.ftp")));
        }
    }

    private static FtpFetcher fetcher(Duration keep) {
        return new FtpFetcher(Clock.systemUTC(), LIMIT, keep);
    }

    private FetchResult fetch(FtpFetcher fetcher, String user, String password) throws InterruptedException {
        Credentials credentials = new Credentials(user, Secret.of(password));
        try {
            return fetcher.fetch(new FetchRequest(
                    server.folder("ftp").resolve("4711.cfg"), Optional.of(credentials), "", 1000, LIMIT));
        } finally {
            credentials.password().close();
        }
    }
}
