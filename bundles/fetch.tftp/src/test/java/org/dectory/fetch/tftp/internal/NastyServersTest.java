package org.dectory.fetch.tftp.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.dectory.fetch.tftp.internal.ScriptedServer.data;
import static org.dectory.fetch.tftp.internal.ScriptedServer.error;
import static org.dectory.fetch.tftp.internal.ScriptedServer.options;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that stall, lie, and talk out of turn: a fetch always ends in time, and never with half a file. */
@Tag("PRV-05")
@Tag("CFG-04")
@Timeout(60)
class NastyServersTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String BLOCK = "x".repeat(512);

    private final TftpFetcher fetcher = new TftpFetcher(Duration.ofSeconds(5), Duration.ofMillis(100), 1428);

    @AfterEach
    void close() {
        fetcher.close();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("error 0", error(0), "TFTP error 0"),
                Arguments.of("error 3", error(3), "TFTP error 3"),
                Arguments.of("error 4", error(4), "TFTP error 4"),
                Arguments.of("error 5", error(5), "TFTP error 5"),
                Arguments.of("error 8", error(8), "TFTP error 8"),
                Arguments.of("error 257", "\0\5\1\1No\0", "TFTP error 257"),
                Arguments.of("a block that is too long", data(1, BLOCK + "x"), "larger blocks"),
                Arguments.of("an option that nobody asked for", options("windowsize", "4"), "not asked for"),
                Arguments.of("a larger block size", options("blksize", "1429"), "not asked for"),
                Arguments.of("a block size of nothing", options("blksize", "0"), "not asked for"),
                Arguments.of("a block size that is no number", options("blksize", "many"), "not asked for"),
                Arguments.of("a negative length", options("tsize", "-1"), "not asked for"),
                Arguments.of("a length beyond all numbers", options("tsize", "9".repeat(40)), "not asked for"),
                Arguments.of("another time-out", options("timeout", "255"), "not asked for"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void neverTakesABrokenAnswerForAFileOrForItsAbsence(String what, String packet, String reason) throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(packet)) {
            FetchResult result = fetch(server, LONG);

            assertThat(kindOf(result)).as(what).isEqualTo(Kind.SERVER_ERROR);
            assertThat(((Failed) result).reason()).contains(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "\0\3",
                "\0\3\0",
                "\0\3\0\2early",
                "\0\3\0\0zero",
                "\0\5",
                "\0\5\0",
                "\0\1some.cfg\0octet\0",
                "\0\2some.cfg\0octet\0",
                "\0\4\0\0",
                "\0\6tsize",
                "\0\6tsize\0",
                "\0\6tsize\0001\0tsize\0002\0",
                "\0\7\0\1",
                "HTTP/1.1 404 Not Found\r\n\r\n",
            })
    void heedsNothingThatIsNoAnswer(String packet) throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(packet, packet)) {
            assertThat(kindOf(fetch(server, SHORT))).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void deniesNoAccessButSaysThatTheServerDoes() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(error(2))) {
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.ACCESS_DENIED);
        }
    }

    @Test
    void takesItFromTheServerThatAFileIsGone() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(error(1))) {
            assertThat(fetch(server, LONG)).isEqualTo(new Gone("TFTP error 1"));
        }
    }

    @Test
    void takesNothingForGoneThatHasBegunToArrive() throws Exception {
        try (ScriptedServer begun = ScriptedServer.saying(data(1, BLOCK), error(1));
                ScriptedServer announced = ScriptedServer.saying(options("tsize", "3"), error(1))) {
            assertThat(kindOf(fetch(begun, LONG))).isEqualTo(Kind.SERVER_ERROR);
            assertThat(kindOf(fetch(announced, LONG))).isEqualTo(Kind.SERVER_ERROR);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "4", "8"})
    void asksAgainWithoutOptionsIfTheyAreRefused(int code) throws Exception {
        ScriptedServer.Script script =
                server -> server.send(server.requests().size() == 1 ? error(code) : data(1, "UD_Vip=1"));
        try (ScriptedServer server = new ScriptedServer(script)) {
            assertThat(contentOf(fetch(server, LONG))).isEqualTo("UD_Vip=1");
            assertThat(server.requests().get(0))
                    .isEqualTo("\0\0014711.cfg\0octet\0blksize\0001428\0tsize\0000\0timeout\0001\0");
            assertThat(server.requests().get(1)).isEqualTo("\0\0014711.cfg\0octet\0");
        }
    }

    @Test
    void readsAFileOfAServerThatKnowsNoOptions() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(data(1, BLOCK), data(2, "end"))) {
            assertThat(contentOf(fetch(server, LONG))).isEqualTo(BLOCK + "end");
        }
    }

    @Test
    void putsBlocksInOrderAndTakesEachOnce() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(
                data(1, BLOCK), data(1, "other"), data(3, "early"), data(0, "zero"), data(2, "end"))) {
            assertThat(contentOf(fetch(server, LONG))).isEqualTo(BLOCK + "end");
        }
    }

    @Test
    void hearsTheOneThatAnsweredFirstAndTellsTheOther() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        ScriptedServer.Script script = server -> {
            server.send(data(1, BLOCK));
            server.receive();
            server.sendFromElsewhere(data(2, "of another"));
            server.sendFromElsewhere(error(1));
            told.complete(server.receiveElsewhere());
            server.send(data(2, "end"));
        };
        try (ScriptedServer server = new ScriptedServer(script)) {
            assertThat(contentOf(fetch(server, LONG))).isEqualTo(BLOCK + "end");
            assertThat(told.get()).isEqualTo("\0\5\0\5\0");
        }
    }

    @ParameterizedTest
    @CsvSource({"7", "9", "0", "1000"})
    void refusesAFileThatIsNotAsLongAsAnnounced(int announced) throws Exception {
        ScriptedServer.Script script = server -> {
            server.send(options("tsize", Integer.toString(announced)));
            server.receive();
            server.send(data(1, "UD_Vip=1"));
        };
        try (ScriptedServer server = new ScriptedServer(script)) {
            FetchResult result = fetch(server, LONG);

            assertThat(kindOf(result)).isEqualTo(Kind.SERVER_ERROR);
            assertThat(((Failed) result).reason()).contains("announced " + announced);
        }
    }

    @Test
    void refusesAFileThatIsAnnouncedAsTooLargeAtOnceAndSaysSo() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        ScriptedServer.Script script = server -> {
            server.send(options("tsize", "1001"));
            told.complete(server.receive());
        };
        try (ScriptedServer server = new ScriptedServer(script)) {
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.TOO_LARGE);
            assertThat(told.get()).isEqualTo("\0\5\0\3\0");
        }
    }

    @Test
    void breaksOffWhenAFileHasNoEnd() throws Exception {
        ScriptedServer.Script endless = server -> {
            for (int block = 1; block < 70_000; block++) {
                server.send(data(block & 0xFFFF, BLOCK));
            }
        };
        try (ScriptedServer server = new ScriptedServer(endless)) {
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "options", "block"})
    void givesUpWhenAServerFallsSilent(String after) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script -> {
            switch (after) {
                case "options" -> script.send(options("tsize", "600"));
                case "block" -> script.send(data(1, BLOCK));
                default -> {}
            }
        })) {
            assertThat(kindOf(fetch(server, SHORT))).isEqualTo(Kind.UNREACHABLE);
            assertThat(server.requests()).isNotEmpty();
        }
    }

    @Test
    void asksAgainWhenTheRequestWasLost() throws Exception {
        ScriptedServer.Script second = server -> {
            if (server.requests().size() == 3) {
                server.send(data(1, "here"));
            }
        };
        try (ScriptedServer server = new ScriptedServer(second)) {
            assertThat(contentOf(fetch(server, LONG))).isEqualTo("here");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesUpWhenAServerRepeatsItselfWithoutEnd(boolean elsewhere) throws Exception {
        ScriptedServer.Script chatter = server -> {
            server.send(data(1, BLOCK));
            while (true) {
                if (elsewhere) {
                    server.sendFromElsewhere(data(2, "end"));
                } else {
                    server.send(data(1, BLOCK));
                }
            }
        };
        try (ScriptedServer server = new ScriptedServer(chatter);
                TftpFetcher impatient = new TftpFetcher(SHORT, SHORT, 1428)) {
            FetchResult result = impatient.fetch(request(server.folder(), LONG));

            assertThat(kindOf(result)).isEqualTo(Kind.UNREACHABLE);
            assertThat(((Failed) result).reason()).contains("silent");
        }
    }

    @Test
    void stopsAtOnceWhenItIsInterrupted() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying()) {
            FutureTask<FetchResult> fetch = new FutureTask<>(() -> fetch(server, Duration.ofHours(1)));
            Thread thread = new Thread(fetch);
            thread.start();
            await().until(() -> !server.requests().isEmpty());

            thread.interrupt();

            assertThatThrownBy(fetch::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void breaksOffWhatIsInProgressWhenItIsStopped() throws Exception {
        try (ScriptedServer server = ScriptedServer.saying(data(1, BLOCK))) {
            FutureTask<FetchResult> fetch = new FutureTask<>(() -> fetch(server, Duration.ofHours(1)));
            new Thread(fetch).start();
            await().until(() -> !server.requests().isEmpty());

            fetcher.close();

            assertThat(kindOf(fetch.get())).isEqualTo(Kind.UNREACHABLE);
            assertThat(kindOf(fetch(server, LONG))).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/4711.cfg",
                "tftp:4711.cfg",
                "tftp:///4711.cfg",
                "tftp://127.0.0.1",
                "tftp://127.0.0.1/",
                "tftp://127.0.0.1/users/",
                "tftp://a:b@127.0.0.1/4711.cfg",
                "tftp://127.0.0.1:0/4711.cfg",
                "tftp://127.0.0.1:65536/4711.cfg",
                "tftp://127.0.0.1/4711.cfg?a",
                "tftp://127.0.0.1/4711.cfg#a",
                "tftp://127.0.0.1/../4711.cfg",
                "tftp://127.0.0.1/%2e%2e/4711.cfg",
                "tftp://127.0.0.1/4711.cfg%00octet",
                "tftp://127.0.0.1/4711%0a.cfg",
            })
    void refusesAddressesOfOtherSortsAndTricks(String uri) throws Exception {
        FetchRequest request = new FetchRequest(URI.create(uri), Optional.empty(), "", 1000, LONG);

        assertThat(kindOf(fetcher.fetch(request))).isEqualTo(Kind.BAD_ADDRESS);
        assertThat(kindOf(fetcher.fetch(new FetchRequest(
                        URI.create("tftp://127.0.0.1/" + "a".repeat(500)), Optional.empty(), "", 1000, LONG))))
                .isEqualTo(Kind.BAD_ADDRESS);
    }

    private FetchResult fetch(ScriptedServer server, Duration limit) throws InterruptedException {
        return fetcher.fetch(request(server.folder(), limit));
    }

    /** Asks for 4711.cfg, of 1000 octets in scripts. */
    static FetchRequest request(URI folder, Duration limit) {
        return new FetchRequest(folder.resolve("4711.cfg"), Optional.empty(), "", 1000, limit);
    }

    private static String contentOf(FetchResult result) {
        assertThat(result).isInstanceOf(Fetched.class);
        return ISO_8859_1.decode(((Fetched) result).content()).toString();
    }

    private static Kind kindOf(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).kind();
    }
}
