package org.dectory.fetch.ftp.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.identity.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that stall, trickle, lie and break off: a fetch always ends in time, and never with half a file. */
@Tag("PRV-05")
@Tag("CFG-04")
@Timeout(60)
class NastyServersTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FtpFetcher fetcher = new FtpFetcher(Clock.systemUTC(), LONG, LONG);
    private final ScriptedServer server = new ScriptedServer();

    NastyServersTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        fetcher.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELLO", "USER", "PASS", "TYPE", "EPSV", "RETR"})
    void givesUpWhenAServerFallsSilent(String command) throws Exception {
        server.on(command, ScriptedServer.Session::silence);

        assertThat(fetch(SHORT)).isEqualTo(new Failed(Kind.UNREACHABLE, "The server took too long"));
        await().until(() -> server.connections() == 0);
    }

    @Test
    void givesUpWhenAServerFallsSilentInTheMiddleOfAFile() throws Exception {
        server.on("RETR", session -> {
            session.say("150 Here");
            Socket file = session.file();
            file.getOutputStream().write("UD_".getBytes(ISO_8859_1));
            session.silence();
        });

        assertThat(fetch(SHORT)).isEqualTo(new Failed(Kind.UNREACHABLE, "The server took too long"));
        await().until(() -> server.connections() == 0);
    }

    @Test
    void takesNoFileWithoutTheWordThatItIsWhole() throws Exception {
        server.on("RETR", session -> {
            session.say("150 Here");
            session.file().close();
            session.silence();
        });

        assertThat(kindOf(fetch(SHORT))).isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELLO", "RETR"})
    void givesUpWhenAServerTrickles(String command) throws Exception {
        server.on(command, session -> {
            session.write("2");
            while (true) {
                session.write("2");
                Thread.sleep(50);
            }
        });

        assertThat(kindOf(fetch(SHORT))).isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"220-", "220-x\r\n", "x"})
    void breaksOffWhenAServerTalksWithoutEnd(String words) throws Exception {
        server.on("HELLO", session -> {
            session.write("220-");
            while (true) {
                session.write(words.repeat(1000));
            }
        });

        assertThat(kindOf(fetch(LONG))).isEqualTo(Kind.UNREACHABLE);
        await().until(() -> server.connections() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "HELLO,HTTP/1.1 404 Not Found,SERVER_ERROR",
        "HELLO,SSH-2.0-OpenSSH_9.2,SERVER_ERROR",
        "HELLO,'',SERVER_ERROR",
        "HELLO,550 Never,SERVER_ERROR",
        "HELLO,421 Too many,UNREACHABLE",
        "USER,530 Nobody,ACCESS_DENIED",
        "USER,550 Nobody,SERVER_ERROR",
        "PASS,530 Wrong,ACCESS_DENIED",
        "PASS,332 And an account,ACCESS_DENIED",
        "PASS,550 Wrong,SERVER_ERROR",
        "TYPE,550 Never,SERVER_ERROR",
        "EPSV,550 Never,SERVER_ERROR",
        "EPSV,229 Passive,SERVER_ERROR",
        "EPSV,229 (|||0|),SERVER_ERROR",
        "EPSV,229 (|||99999|),SERVER_ERROR",
        "EPSV,229 ),SERVER_ERROR",
        "EPSV,229 (|||1|),UNREACHABLE",
        "RETR,421 Bye,UNREACHABLE",
        "RETR,425 No connection,UNREACHABLE",
        "RETR,450 Busy,SERVER_ERROR",
        "RETR,451 Broken,SERVER_ERROR",
        "RETR,501 What,SERVER_ERROR",
        "RETR,530 Not you,ACCESS_DENIED",
        "RETR,551 Strange,SERVER_ERROR",
        "RETR,553 Strange,SERVER_ERROR",
        "RETR,404 Not Found,SERVER_ERROR",
        "RETR,226 Done,SERVER_ERROR",
    })
    void takesNoOtherAnswerForAFileOrForItsAbsence(String command, String answer, Kind kind) throws Exception {
        server.say(command, answer);

        assertThat(kindOf(fetch(LONG))).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "150 Here,UD_Vi,426 Broken,UNREACHABLE",
        "150 Here,UD_Vi,451 Broken,SERVER_ERROR",
        "150 Here,UD_Vi,550 Broken,SERVER_ERROR",
        "150 Here (8 bytes),UD_Vi,226 Done,SERVER_ERROR",
        "150 Here (4 bytes),UD_Vi,226 Done,SERVER_ERROR",
        "150 Here (1001 bytes),UD_Vi,226 Done,TOO_LARGE",
        "150 Here (999999999999999999 bytes),UD_Vi,226 Done,TOO_LARGE",
    })
    void neverTakesAPartForTheWhole(String before, String content, String after, Kind kind) throws Exception {
        server.send("RETR", before, content, after);

        assertThat(kindOf(fetch(LONG))).isEqualTo(kind);
    }

    @Test
    void neverTakesAFileThatIsCutByAReset() throws Exception {
        server.on("RETR", session -> {
            session.say("150 Here");
            try (Socket file = session.file()) {
                file.getOutputStream().write("UD_".getBytes(ISO_8859_1));
                file.setSoLinger(true, 0);
            }
            session.say("226 Done");
        });

        assertThat(kindOf(fetch(LONG))).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void breaksOffWhenAFileHasNoEnd() throws Exception {
        server.on("RETR", session -> {
            session.say("150 Here");
            OutputStream file = session.file().getOutputStream();
            while (true) {
                file.write(new byte[4096]);
            }
        });

        assertThat(kindOf(fetch(LONG))).isEqualTo(Kind.TOO_LARGE);
        await().until(() -> server.connections() == 0);
    }

    @Test
    void refusesTheFirstOctetBeyondTheLimitAlsoIfNoLengthWasAnnounced() throws Exception {
        server.send("RETR", "150 Here", "x".repeat(1000), "226 Done");
        FetchResult fits = fetch(LONG);
        server.send("RETR", "150 Here", "x".repeat(1001), "226 Done");

        assertThat(contentOf(fits)).hasSize(1000);
        assertThat(kindOf(fetch(LONG))).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void goesToTheServerItselfWhateverAddressTheServerNames() throws Exception {
        server.say("EPSV", "500 What");
        server.on("PASV", session -> {
            int port = session.listen();
            session.say("227 Passive (192,0,2,1," + port / 256 + "," + port % 256 + ")");
        });

        assertThat(contentOf(fetch(LONG))).isEqualTo("UD_Vip=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 What", "530 Log in first", "234 Now\r\n220 Injected"})
    void sendsNoPasswordWithoutTlsWhenTlsIsWanted(String answer) throws Exception {
        server.say("AUTH", answer);

        FetchResult result = fetcher.fetch(request("ftpes", LONG));

        assertThat(result).isInstanceOf(Failed.class);
        assertThat(server.commands()).doesNotContain("USER phone", "PASS word");
        assertThat(result.toString()).doesNotContain("word");
    }

    @Test
    void stopsSoonWhenItIsInterrupted() throws Exception {
        server.on("RETR", ScriptedServer.Session::silence);
        FutureTask<FetchResult> fetch = new FutureTask<>(() -> fetch(Duration.ofHours(1)));
        Thread thread = new Thread(fetch);
        thread.start();
        await().until(() -> server.count("RETR") == 1);

        thread.interrupt();

        assertThatThrownBy(fetch::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        await().until(() -> server.connections() == 0);
    }

    @Test
    void breaksOffWhatIsInProgressWhenItIsStopped() throws Exception {
        server.on("RETR", ScriptedServer.Session::silence);
        FutureTask<FetchResult> fetch = new FutureTask<>(() -> fetch(Duration.ofHours(1)));
        new Thread(fetch).start();
        await().until(() -> server.count("RETR") == 1);

        fetcher.close();

        assertThat(fetch.get()).isEqualTo(new Failed(Kind.UNREACHABLE, "The fetcher was stopped"));
        await().until(() -> server.connections() == 0);
        assertThat(kindOf(fetch(LONG))).isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/4711.cfg",
                "ftp:4711.cfg",
                "ftp:///4711.cfg",
                "ftp://127.0.0.1/",
                "ftp://127.0.0.1/users/",
                "ftp://a:b@127.0.0.1/4711.cfg",
                "ftp://127.0.0.1:0/4711.cfg",
                "ftp://127.0.0.1:65536/4711.cfg",
                "ftp://127.0.0.1/4711.cfg?a",
                "ftp://127.0.0.1/4711.cfg#a",
                "ftp://127.0.0.1/../4711.cfg",
                "ftp://127.0.0.1/%2e%2e/4711.cfg",
                "ftp://127.0.0.1/4711.cfg%0d%0aDELE%204711.cfg",
                "ftp://127.0.0.1/4711%00.cfg",
            })
    void refusesAddressesOfOtherSortsAndTricks(String uri) throws Exception {
        FetchRequest request = new FetchRequest(URI.create(uri), Optional.empty(), "", 1000, LONG);

        assertThat(kindOf(fetcher.fetch(request))).isEqualTo(Kind.BAD_ADDRESS);
    }

    @ParameterizedTest
    @CsvSource({"'phone\r\nDELE x',word", "phone,'word\nDELE x'"})
    void refusesAccountsThatSmuggleCommands(String user, String password) throws Exception {
        Credentials smuggler = new Credentials(user, Secret.of(password));

        FetchResult result = fetcher.fetch(
                new FetchRequest(server.folder("ftp").resolve("4711.cfg"), Optional.of(smuggler), "", 1000, LONG));

        assertThat(kindOf(result)).isEqualTo(Kind.BAD_ADDRESS);
        assertThat(server.commands()).isEmpty();
    }

    private FetchResult fetch(Duration limit) throws InterruptedException {
        return fetcher.fetch(request("ftp", limit));
    }

    private FetchRequest request(String scheme, Duration limit) {
        Credentials credentials = new Credentials("phone", Secret.of("word"));
        return new FetchRequest(server.folder(scheme).resolve("4711.cfg"), Optional.of(credentials), "", 1000, limit);
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
