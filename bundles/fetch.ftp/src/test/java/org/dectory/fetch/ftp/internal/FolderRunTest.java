package org.dectory.fetch.ftp.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.api.identity.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many known files in a row: the folder's list says which are unchanged. The server's time of 4711.cfg is asked for otherwise. */
@Tag("PRV-01")
@Tag("PRV-11")
@Timeout(60)
class FolderRunTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    private static final String KNOWN = "20261121220000-8";
    private static final String LISTED = "type=file;size=8;modify=20261121220000; 4711.cfg\r\n";
    private static final String OTHER = "type=file;size=8;modify=20261121220000; 4712.cfg\r\n";
    private static final int RUN = FolderRun.MANY + 1;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final FtpFetcher fetcher = new FtpFetcher(NOON, LIMIT, LIMIT, nanos::get);
    private final ScriptedServer server = new ScriptedServer();

    FolderRunTest() throws IOException {
        server.say("MDTM", "213 20261121220000");
        server.say("SIZE", "213 8");
        server.send("MLSD", LISTED);
    }

    @AfterEach
    void close() throws IOException {
        fetcher.close();
        server.close();
    }

    @Test
    void asksForTheListInsteadOfEachFile() throws Exception {
        ask(RUN);
        ask(100);

        assertThat(server.commands()).contains("MLSD users");
        assertThat(server.count("MLSD")).isEqualTo(1);
        assertThat(server.count("MDTM")).isEqualTo(RUN);
        assertThat(server.count("PASS")).isEqualTo(1);
    }

    @Test
    void isNoneOfAFewFilesOrSlowOnesOrUnknownOnes() throws Exception {
        ask(RUN - 1);
        pass(Duration.ofMillis(1001));
        ask(RUN - 1);
        for (int i = 0; i < 2 * RUN; i++) {
            assertThat(fetch("users/4711.cfg", "")).isInstanceOf(Fetched.class);
        }

        assertThat(server.count("MLSD")).isZero();
    }

    @Test
    void isOverForWhoeverAsksForAFileLater() throws Exception {
        ask(RUN + 1);
        server.say("MDTM", "213 20261121220001");

        FetchResult within = fetch("users/4711.cfg", KNOWN);
        pass(Duration.ofMillis(1001));
        FetchResult later = fetch("users/4711.cfg", KNOWN);

        assertThat(within).isInstanceOf(Unchanged.class);
        assertThat(later).isInstanceOf(Fetched.class);
        assertThat(((Fetched) later).version()).isEqualTo("20261121220001-8");
    }

    @Test
    void asksForAnotherListWhenOneIsOld() throws Exception {
        for (int i = 0; i < 6; i++) {
            assertThat(server.count("MLSD")).isEqualTo(Math.min(i, 1));
            ask(RUN);
            pass(Duration.ofMillis(900));
        }

        assertThat(server.count("MLSD")).isEqualTo(1);
        ask(RUN);
        assertThat(server.count("MLSD")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"users/4711.cfg,other,word", "users/4711.cfg,phone,another", "others/4711.cfg,phone,word"})
    void isOneOfTheSameFolderAndAccountOnly(String file, String user, String password) throws Exception {
        ask(RUN);

        Credentials account = new Credentials(user, Secret.of(password));
        FetchResult result = fetcher.fetch(
                new FetchRequest(server.folder("ftp").resolve(file), Optional.of(account), KNOWN, 1000, LIMIT));

        assertThat(result).isInstanceOf(Unchanged.class);
        assertThat(server.count("MDTM")).isEqualTo(RUN + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Type=File;Size=8;Modify=20261121220000.123; 4711.cfg\r\n",
                "perm=adfr;type=file;size=8;modify=20261121220000; 4711.cfg\n",
                "modify=20261121220000;x=y;type=file;size=8; 4711.cfg\r\ntype=file;si",
            })
    void understandsWhatServersList(String list) throws Exception {
        server.send("MLSD", "type=cdir;modify=20261121220000; users\r\n" + list);
        ask(RUN);

        ask(1);

        assertThat(server.count("MDTM")).isEqualTo(RUN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4711.cfg\r\n",
                " 4711.cfg\r\n",
                "type=file;size=8;modify=20261121220000; 4711.CFG\r\n",
                "type=file;size=8;modify=20261121220000;  4711.cfg\r\n",
                "type=file;size=8;modify=20261121220000; 4711.cfg \r\n",
                "type=file;size=8;modify=20261121220000; users/4711.cfg\r\n",
                "type=file;size=8;modify=20261121220000; 4711.cfg",
                "type=dir;size=8;modify=20261121220000; 4711.cfg\r\n",
                "type=cdir;size=8;modify=20261121220000; 4711.cfg\r\n",
                "type=OS.unix=slink:/x;size=8;modify=20261121220000; 4711.cfg\r\n",
                "size=8;modify=20261121220000; 4711.cfg\r\n",
                "type=file;modify=20261121220000; 4711.cfg\r\n",
                "type=file;size=8; 4711.cfg\r\n",
                "type=file;size=9;modify=20261121220000; 4711.cfg\r\n",
                "type=file;size=;modify=20261121220000; 4711.cfg\r\n",
                "type=file;size=-8;modify=20261121220000; 4711.cfg\r\n",
                "type=file;size=8;modify=20261121220001; 4711.cfg\r\n",
                "type=file;size=8;modify=2026112122000; 4711.cfg\r\n",
                "type=file;size=8;modify=20269921220000; 4711.cfg\r\n",
                "type=file;size=8;modify=20261121220000;perm=adfw; 4711.cfg\r\n",
                "\u00fc=;type=file;size=8;modify=20261121220000; 4711.cfg\r\n",
                LISTED + "type=file;size=9;modify=20261121220001; 4711.cfg\r\n",
                "type=file;size=9;modify=20261121220001; 4711.cfg\r\n" + LISTED,
            })
    void asksTheServerIfTheListDoesNotTell(String list) throws Exception {
        server.send("MLSD", OTHER + list);
        ask(RUN);

        ask(1);

        assertThat(server.count("MDTM")).isEqualTo(RUN + 1);
    }

    /** As with the time alone: it may be changed once more within the same second. */
    @Test
    void doesNotCountForFilesThatWereChangedJustNow() throws Exception {
        server.send("MLSD", "type=file;size=8;modify=20261122115951; 4711.cfg\r\n" + OTHER);
        ask(RUN);
        server.say("MDTM", "213 20261122115951");

        assertThat(fetch("users/4711.cfg", "20261122115951-8")).isInstanceOf(Fetched.class);
    }

    @Test
    @Tag("PRV-05")
    void provesNoAbsence() throws Exception {
        server.send("MLSD", OTHER);
        server.send("NLST", "4711.cfg\r\n");
        ask(RUN);
        server.say("MDTM", "550 No");
        server.say("SIZE", "550 No");
        server.say("RETR", "550 No");

        assertThat(fetch("users/4711.cfg", KNOWN)).isInstanceOf(Failed.class);
        server.send("NLST", "4712.cfg\r\n");
        assertThat(fetch("users/4711.cfg", KNOWN)).isInstanceOf(Gone.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 What", "502 What", "501 What", "550 No"})
    void goesOnAsBeforeWithAServerThatHasNoList(String answer) throws Exception {
        server.say("MLSD", answer);
        ask(3 * RUN);

        assertThat(server.count("MLSD")).isEqualTo(1);
        assertThat(server.count("MDTM")).isEqualTo(3 * RUN);
        assertThat(server.count("PASS")).isEqualTo(1);

        pass(Duration.ofMinutes(10));
        ask(RUN);
        assertThat(server.count("MLSD")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*", "{a,b}", "-R", "~root", "[a]"})
    void asksForNoListOfAFolderThatMayMeanMore(String folder) throws Exception {
        for (int i = 0; i < RUN; i++) {
            FetchRequest request = new FetchRequest(
                    new URI(
                            "ftp",
                            null,
                            "127.0.0.1",
                            server.folder("ftp").getPort(),
                            "/" + folder + "/1.cfg",
                            null,
                            null),
                    Optional.empty(),
                    KNOWN,
                    1000,
                    LIMIT);
            assertThat(fetcher.fetch(request)).isInstanceOf(Unchanged.class);
        }

        assertThat(server.count("MLSD")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"150 Here,426 Broken", "150 Here,451 Broken", "150 Here,550 Broken", "421 Bye,", "425 No,"})
    @Tag("PRV-05")
    void takesNoListThatIsNotWholeAndAnotherConnection(String before, String after) throws Exception {
        if (after == null) {
            server.say("MLSD", before);
        } else {
            server.send("MLSD", before, LISTED, after);
        }
        ask(3 * RUN);

        assertThat(server.count("MLSD")).isEqualTo(1);
        assertThat(server.count("MDTM")).isEqualTo(3 * RUN);
        assertThat(server.count("PASS")).isEqualTo(2);
        await().until(() -> server.connections() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\n", LISTED})
    @Tag("CFG-04")
    void breaksOffWhenAListHasNoEnd(String part) throws Exception {
        byte[] octets = part.repeat(1000).getBytes(ISO_8859_1);
        server.on("MLSD", session -> {
            session.say("150 Here");
            OutputStream list = session.file().getOutputStream();
            while (true) {
                list.write(octets);
            }
        });
        ask(3 * RUN);

        assertThat(server.count("MLSD")).isEqualTo(1);
        assertThat(server.count("MDTM")).isEqualTo(3 * RUN);
        await().until(() -> server.connections() == 1);
    }

    @ParameterizedTest
    @CsvSource({"1,20001", "220,19500"})
    @Tag("CFG-04")
    void takesNoListThatIsTooLong(int octets, int lines) throws Exception {
        server.send("MLSD", LISTED + (" ".repeat(octets - 1) + "\n").repeat(lines));
        ask(RUN);

        ask(1);

        assertThat(server.count("MLSD")).isEqualTo(1);
        assertThat(server.count("MDTM")).isEqualTo(RUN + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MLSD", "150"})
    @Tag("PRV-05")
    void losesNoFileIfTheServerFallsSilent(String when) throws Exception {
        server.on("MLSD", session -> {
            if (when.equals("150")) {
                session.say("150 Here");
            }
            session.silence();
        });
        ask(RUN + 1);

        assertThat(server.count("MLSD")).isEqualTo(1);
        await().until(() -> server.connections() == 1);
    }

    @Test
    void isWaitedForByOthersButNotLong() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        server.on("MLSD", session -> {
            session.say("150 Here");
            try (Socket file = session.file()) {
                file.getOutputStream().write(OTHER.getBytes(ISO_8859_1));
                more.await();
                file.getOutputStream().write(LISTED.getBytes(ISO_8859_1));
            }
            session.say("226 Done");
        });
        ask(RUN - 1);
        FutureTask<FetchResult> lists = start();
        await().until(() -> server.count("MLSD") == 1);

        FetchResult hasCome = fetcher.fetch(request("users/4712.cfg", KNOWN, Optional.of(account()), LIMIT));
        FetchResult inAHurry =
                fetcher.fetch(request("users/4711.cfg", KNOWN, Optional.of(account()), Duration.ofMillis(400)));
        long asked = server.count("MDTM");
        FutureTask<FetchResult> waits = new FutureTask<>(() -> fetch("users/4711.cfg", KNOWN));
        Thread waiting = new Thread(waits);
        waiting.start();
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING || waits.isDone());
        more.countDown();

        assertThat(hasCome).isInstanceOf(Unchanged.class);
        assertThat(inAHurry).isInstanceOf(Unchanged.class);
        assertThat(asked).isEqualTo(RUN + 1);
        assertThat(waits.get()).isInstanceOf(Unchanged.class);
        assertThat(lists.get()).isInstanceOf(Unchanged.class);
        assertThat(server.count("MDTM")).isEqualTo(asked);
    }

    @Test
    void isForgottenWhenTheFetcherStops() throws Exception {
        ask(RUN + 1);

        fetcher.close();

        assertThat(fetch("users/4711.cfg", KNOWN)).isEqualTo(new Failed(Kind.UNREACHABLE, "The fetcher was stopped"));
    }

    private FutureTask<FetchResult> start() {
        FutureTask<FetchResult> task = new FutureTask<>(() -> fetch("users/4711.cfg", KNOWN));
        new Thread(task).start();
        return task;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void ask(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            assertThat(fetch("users/4711.cfg", KNOWN)).isInstanceOf(Unchanged.class);
        }
    }

    private FetchResult fetch(String file, String version) throws InterruptedException {
        Credentials account = account();
        try {
            return fetcher.fetch(request(file, version, Optional.of(account), LIMIT));
        } finally {
            account.password().close();
        }
    }

    private static Credentials account() {
        return new Credentials("phone", Secret.of("word"));
    }

    private FetchRequest request(String file, String version, Optional<Credentials> account, Duration limit) {
        return new FetchRequest(server.folder("ftp").resolve(file), account, version, 1000, limit);
    }
}
