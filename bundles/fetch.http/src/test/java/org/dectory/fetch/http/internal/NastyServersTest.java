package org.dectory.fetch.http.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that stall, trickle, lie and break off: a fetch always ends in time, and never with half a file. */
@Tag("PRV-05")
@Tag("CFG-04")
@Timeout(60)
class NastyServersTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpFetcher fetcher = new HttpFetcher(Duration.ofSeconds(5), 8);

    @AfterEach
    void close() {
        fetcher.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nUD_Na",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nUD_Na\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 10\r\n\r\n",
            })
    void givesUpWhenAServerFallsSilent(String said) throws Exception {
        try (RawServer server = new RawServer(said)) {
            assertThat(kindOf(fetch(server, SHORT))).isEqualTo(Kind.UNREACHABLE);
            await().until(() -> server.connections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"})
    void givesUpWhenAServerTrickles(String said) throws Exception {
        RawServer.Answer trickle = (out, connection) -> {
            out.write(said.getBytes(ISO_8859_1));
            for (int i = 0; i < 900; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(50);
            }
        };
        try (RawServer server = new RawServer(trickle)) {
            assertThat(kindOf(fetch(server, SHORT))).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 2",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nUD_Na",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nUD_Na\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nUD_",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nUD_Na\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nUD_Name=Julian\n",
                "HTTP/1.0 200 OK\r\n\r\nUD_Name=Julian\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nUD_Na",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nUD_Na",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Encoding: gzip\r\n\r\nUD_Na",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 10\r\n\r\nabc",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n",
                "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/-1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.-1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
            })
    void neverTakesABrokenAnswerForAFileOrForItsAbsence(String said) throws Exception {
        try (RawServer server = RawServer.saying(said)) {
            assertThat(kindOf(fetch(server, LONG))).isIn(Kind.UNREACHABLE, Kind.SERVER_ERROR);
        }
    }

    @Test
    void neverTakesAFileThatIsCutByAReset() throws Exception {
        RawServer.Answer reset = (out, connection) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUD_Name=Ju".getBytes(ISO_8859_1));
            out.flush();
            connection.setSoLinger(true, 0);
        };
        try (RawServer server = new RawServer(reset)) {
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2000000000",
                "Transfer-Encoding: chunked",
                "Content-Encoding: gzip\r\nTransfer-Encoding: chunked",
                "X: y"
            })
    void breaksOffWhenAFileHasNoEnd(String header) throws Exception {
        RawServer.Answer endless = (out, connection) -> {
            out.write(("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n").getBytes(ISO_8859_1));
            byte[] part = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(ISO_8859_1);
            while (true) {
                out.write(part);
            }
        };
        try (RawServer server = new RawServer(endless)) {
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.TOO_LARGE);
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void refusesTheFirstOctetBeyondTheLimitAlsoIfNoLengthWasAnnounced() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        String most = "3e8\r\n" + "x".repeat(1000) + "\r\n";
        try (RawServer fits = RawServer.saying(head + most + "0\r\n\r\n");
                RawServer large = RawServer.saying(head + most + "1\r\nx\r\n0\r\n\r\n")) {
            assertThat(fetch(fits, LONG)).isInstanceOf(Fetched.class);
            assertThat(kindOf(fetch(large, LONG))).isEqualTo(Kind.TOO_LARGE);
        }
    }

    @Test
    void breaksOffWhenHeadersHaveNoEnd() throws Exception {
        RawServer.Answer endless = (out, connection) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
            for (int i = 0; true; i++) {
                out.write(("X-" + i + ": " + "x".repeat(1000) + "\r\n").getBytes(ISO_8859_1));
            }
        };
        try (RawServer server = new RawServer(endless)) {
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.SERVER_ERROR);
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void takesNothingForAnAnswerThatCameBehindAnEarlierOne() throws Exception {
        try (RawServer server =
                new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx" + "HTTP/1.1 404 Gone\r\n")) {
            assertThat(fetch(server, LONG)).isInstanceOf(Fetched.class);
            assertThat(fetch(server, LONG)).isInstanceOf(Fetched.class);
        }
    }

    @Test
    void takesNothingForAnAnswerThatCameBeforeItsRequest() throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        CountDownLatch tired = new CountDownLatch(1);
        RawServer.Answer impatient = (out, connection) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx".getBytes(ISO_8859_1));
            out.flush();
            idle.await();
            out.write("HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
            out.flush();
            tired.countDown();
            int unused = connection.getInputStream().read();
        };
        try (RawServer server = new RawServer(impatient)) {
            assertThat(fetch(server, LONG)).isInstanceOf(Fetched.class);
            idle.countDown();
            tired.await();

            assertThat(fetch(server, LONG)).isInstanceOf(Fetched.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 OK", "404 Not Found"})
    void asksNothingMoreOverAConnectionWhoseAnswerHadTwoLengths(String status) throws Exception {
        try (RawServer server = new RawServer("HTTP/1.1 " + status
                + "\r\nTransfer-Encoding: chunked\r\nContent-Length: 13\r\n\r\n3\r\nUD_\r\n0\r\n\r\n")) {
            FetchResult unused = fetch(server, LONG);

            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void readsAnAnswerInChunks() throws Exception {
        try (RawServer server = RawServer.saying(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nUD_\r\n5\r\nVip=1\r\n0\r\n\r\n")) {
            FetchResult result = fetch(server, LONG);

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Fetched.class,
                            fetched -> assertThat(
                                            ISO_8859_1.decode(fetched.content()).toString())
                                    .isEqualTo("UD_Vip=1"));
        }
    }

    @Test
    void readsADenialThatDoesNotSayHowToLogIn() throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.ACCESS_DENIED);
        }
    }

    @Test
    void stopsAtOnceWhenItIsInterrupted() throws Exception {
        try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")) {
            FutureTask<FetchResult> fetch = new FutureTask<>(() -> fetch(server, Duration.ofHours(1)));
            Thread thread = new Thread(fetch);
            thread.start();
            await().until(() -> server.connections() == 1);

            thread.interrupt();

            assertThatThrownBy(fetch::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void breaksOffWhatIsInProgressWhenItIsStopped() throws Exception {
        try (RawServer server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nUD_")) {
            FutureTask<FetchResult> fetch = new FutureTask<>(() -> fetch(server, Duration.ofHours(1)));
            new Thread(fetch).start();
            await().until(() -> server.connections() == 1);

            fetcher.close();

            assertThat(kindOf(fetch.get())).isEqualTo(Kind.UNREACHABLE);
            await().until(() -> server.connections() == 0);
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            fetchOnceAndClose(server);

            await().atMost(LONG)
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> !before.contains(thread))
                            .map(Thread::getName)
                            .noneMatch(name -> name.startsWith("fetch.http")));
        }
    }

    private static void fetchOnceAndClose(RawServer server) throws InterruptedException {
        try (HttpFetcher once = new HttpFetcher(LONG, 8)) {
            assertThat(once.fetch(request(server, LONG))).isInstanceOf(Fetched.class);
        }
    }

    private FetchResult fetch(RawServer server, Duration limit) throws InterruptedException {
        return fetcher.fetch(request(server, limit));
    }

    private static FetchRequest request(RawServer server, Duration limit) {
        return new FetchRequest(server.folder().resolve("4711.cfg"), Optional.empty(), "", 1000, limit);
    }

    private static Kind kindOf(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).kind();
    }
}
