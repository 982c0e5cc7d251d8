package org.dectory.fetch.sftp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.api.identity.Secret;
import org.dectory.fetch.sftp.internal.ScriptedServer.Answer;
import org.dectory.testkit.fetch.FakeTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that stall, break off, lie or talk nonsense, behind a login that goes well. */
@Tag("PRV-05")
class NastyServersTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration BRIEF = Duration.ofSeconds(2);
    private static final Answer SILENCE = (talk, number, body) -> {};

    private final FakeTrust trust = new FakeTrust();
    private final SftpFetcher fetcher = new SftpFetcher(Clock.systemUTC(), new SftpFetcher.Settings(LIMIT, LIMIT));
    private final CountDownLatch reached = new CountDownLatch(1);
    private ScriptedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedServer(0, ssh -> {});
        trust.host("127.0.0.1", server.port(), server.hostKey());
        fetcher.bindTrust(trust);
    }

    @AfterEach
    void stop() throws Exception {
        fetcher.close();
        server.close();
    }

    @Test
    @Tag("PRV-01")
    void behaveWellIfNothingElseIsWanted() throws Exception {
        FetchResult first = fetch("", LIMIT);
        FetchResult second = fetch(((Fetched) first).version(), LIMIT);

        assertThat(text(first)).isEqualTo("UD_Vip=1");
        assertThat(second).isInstanceOf(Unchanged.class);
        assertThat(server.count("OPEN")).isEqualTo(1);
        assertThat(server.count("STAT")).isEqualTo(1);
        assertThat(server.count("INIT")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INIT", "OPEN", "FSTAT", "READ"})
    void takeTooLong(String question) throws Exception {
        server.on(question, SILENCE);
        long begun = System.nanoTime();

        FetchResult result = fetch("", BRIEF);

        assertThat(result).isEqualTo(new Failed(Kind.UNREACHABLE, "The server took too long"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(BRIEF, BRIEF.plusSeconds(2));
        await().until(() -> server.sessions() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INIT", "OPEN", "FSTAT", "READ", "STAT"})
    void breakOff(String question) throws Exception {
        server.on(question, (talk, number, body) -> talk.breakOff());

        assertThat(fetch("1-1", LIMIT)).isEqualTo(new Failed(Kind.UNREACHABLE, "The connection broke off"));
    }

    @Test
    void breakOffInTheMiddleOfAFile() throws Exception {
        server.on("READ", (talk, number, body) -> {
            talk.raw(new byte[] {0, 0, 0, 17, ScriptedServer.DATA, 0, 0, 0, 3, 0, 0, 0, 8, 'U', 'D'});
            talk.breakOff();
        });

        assertThat(kindOf(fetch("", LIMIT))).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void dribble() throws Exception {
        server.on("OPEN", (talk, number, body) -> {
            for (byte octet : new byte[] {0, 0, 0, 10, ScriptedServer.HANDLE, 0, 0, 0, (byte) number, 0, 0, 0, 1, 7}) {
                talk.raw(new byte[] {octet});
            }
        });

        assertThat(text(fetch("", LIMIT))).isEqualTo("UD_Vip=1");
    }

    @Test
    void talkWithoutEnd() throws Exception {
        server.on("READ", (talk, number, body) -> {
            while (true) {
                talk.status(1_000_000, 0);
            }
        });

        assertThat(kindOf(fetch("", LIMIT))).isIn(Kind.SERVER_ERROR, Kind.UNREACHABLE);
        await().until(() -> server.sessions() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN,101,0000", "OPEN,103,00000001ff", "OPEN,102,", "OPEN,102,7fffffff01", "OPEN,102,ffffffff01",
        "FSTAT,102,0000000101", "FSTAT,105,", "FSTAT,105,0000000f00", "READ,104,00000000", "READ,103,000000ff01",
        "STAT,104,00000000", "STAT,105,00", "INIT,102,00000001ff"
    })
    void answerWithNonsense(String question, int type, String body) throws Exception {
        byte[] octets = HexFormat.of().parseHex(body == null ? "" : body);
        server.on(question, (talk, number, asked) -> talk.packet(type, number, octets));

        assertThat(kindOf(fetch("1-1", LIMIT))).isEqualTo(Kind.SERVER_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 262_145, Integer.MAX_VALUE})
    void announceImpossiblePackets(int length) throws Exception {
        server.on(
                "OPEN",
                (talk, number, body) ->
                        talk.raw(ByteBuffer.allocate(4).putInt(length).array()));

        assertThat(kindOf(fetch("", LIMIT))).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void answerOutOfOrder() throws Exception {
        int[] late = new int[1];
        server.on("FSTAT", (talk, number, body) -> late[0] = number);
        server.on("READ", (talk, number, body) -> {
            talk.string(ScriptedServer.DATA, number, "UD_Vip=1".getBytes(UTF_8));
            talk.attributes(late[0], 8);
        });

        assertThat(text(fetch("", LIMIT))).isEqualTo("UD_Vip=1");
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 9, 0, 1000})
    void lieAboutTheLength(long announced) throws Exception {
        server.on("FSTAT", (talk, number, body) -> talk.attributes(number, announced));

        FetchResult result = fetch("", LIMIT);

        assertThat(kindOf(result)).isEqualTo(Kind.SERVER_ERROR);
        assertThat(((Failed) result).reason())
                .contains("announced " + announced)
                .contains("sent 8");
    }

    @Test
    void sendMoreThanTheLimitWithoutSayingSo() throws Exception {
        server.content(new byte[1001]);
        server.on("FSTAT", (talk, number, body) -> talk.packet(ScriptedServer.ATTRIBUTES, number, new byte[4]));

        assertThat(kindOf(fetch("", LIMIT))).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void sendWhatTheySayNothingOf() throws Exception {
        server.on("FSTAT", (talk, number, body) -> talk.packet(ScriptedServer.ATTRIBUTES, number, new byte[4]));

        FetchResult result = fetch("", LIMIT);

        assertThat(text(result)).isEqualTo("UD_Vip=1");
        assertThat(((Fetched) result).version()).isEmpty();
    }

    @Test
    void sendInSmallParts() throws Exception {
        byte[] content = new byte[900];
        Arrays.fill(content, (byte) '#');
        server.content(content);
        server.on("READ", (talk, number, body) -> talk.string(ScriptedServer.DATA, number, new byte[] {'#'}));

        assertThat(text(fetch("", LIMIT))).hasSize(900);
        assertThat(server.count("READ")).isEqualTo(900);
    }

    @ParameterizedTest
    @CsvSource({
        "3,ACCESS_DENIED",
        "4,SERVER_ERROR",
        "5,SERVER_ERROR",
        "6,UNREACHABLE",
        "8,SERVER_ERROR",
        "99,SERVER_ERROR"
    })
    void refuse(int status, Kind kind) throws Exception {
        for (String question : new String[] {"READ", "FSTAT", "OPEN", "STAT"}) {
            server.on(question, (talk, number, body) -> talk.status(number, status));

            assertThat(kindOf(fetch("1-1", LIMIT))).isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @CsvSource({"STAT,2", "OPEN,2"})
    void haveNoSuchFile(String question, int status) throws Exception {
        server.on(question, (talk, number, body) -> talk.status(number, status));

        assertThat(fetch("1-1", LIMIT)).isInstanceOf(Gone.class);
    }

    @ParameterizedTest
    @CsvSource({
        "LSTAT,3",
        "LSTAT,4",
        "LSTAT,0",
        "OPENDIR,2",
        "OPENDIR,3",
        "OPENDIR,4",
        "READDIR,1",
        "READDIR,3",
        "READDIR,4"
    })
    void haveNoSuchFileButShowNoFolderWithoutIt(String question, int status) throws Exception {
        server.on("OPEN", (talk, number, body) -> talk.status(number, Reply.NO_SUCH_FILE));
        server.on(question, (talk, number, body) -> talk.status(number, status));

        assertThat(kindOf(fetch("", LIMIT))).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    void showALinkOfThatName() throws Exception {
        server.on("OPEN", (talk, number, body) -> talk.status(number, Reply.NO_SUCH_FILE));
        server.on("LSTAT", (talk, number, body) -> talk.attributes(number, 8, 0120777));

        assertThat(kindOf(fetch("", LIMIT))).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    void stallUntilTheThreadIsInterrupted() throws Exception {
        server.on("READ", (talk, number, body) -> reached.countDown());
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<FetchResult> result = threads.submit(() -> fetch("", LIMIT));
        reached.await();

        threads.shutdownNow();

        assertThatThrownBy(() -> result.get(2, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
        await().until(() -> server.sessions() == 0);
    }

    @Test
    void stallUntilTheFetcherIsStopped() throws Exception {
        server.on("READ", (talk, number, body) -> reached.countDown());
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<FetchResult> result = threads.submit(() -> fetch("", LIMIT));
        reached.await();

        fetcher.close();

        assertThat(result.get(2, TimeUnit.SECONDS)).isEqualTo(new Failed(Kind.UNREACHABLE, "The fetcher was stopped"));
        threads.shutdownNow();
    }

    private FetchResult fetch(String version, Duration limit) throws InterruptedException {
        Credentials credentials = new Credentials("phone", Secret.of("pass word"));
        try {
            return fetcher.fetch(new FetchRequest(server.file(), Optional.of(credentials), version, 1000, limit));
        } finally {
            credentials.password().close();
        }
    }

    private static String text(FetchResult result) {
        assertThat(result).isInstanceOf(Fetched.class);
        return UTF_8.decode(((Fetched) result).content()).toString();
    }

    private static Kind kindOf(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).kind();
    }
}
