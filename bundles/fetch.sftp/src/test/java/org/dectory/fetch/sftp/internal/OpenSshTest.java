package org.dectory.fetch.sftp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.identity.Secret;
import org.dectory.testkit.fetch.FakeTrust;
import org.dectory.testkit.fetch.FetcherContract;
import org.dectory.testkit.fetch.Sshd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, against the server that most have, logged in by the appliance's key. */
@Tag("PRV-01")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSshTest extends FetcherContract {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final FakeTrust trust = new FakeTrust();
    private final SftpFetcher fetcher =
            new SftpFetcher(Clock.systemUTC(), new SftpFetcher.Settings(LIMIT, Duration.ofSeconds(60)));
    private Sshd server;
    private int closedPort;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = new Sshd(folder, "ed25519", trust.sshKey().publicKey(), "-d " + folder);
        trust.host("127.0.0.1", server.port(), server.hostKey());
        fetcher.bindTrust(trust);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
    }

    @AfterEach
    void calm() {
        Thread.interrupted();
    }

    @AfterAll
    void stop() {
        fetcher.close();
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
        return URI.create("sftp://127.0.0.1:" + closedPort + "/");
    }

    @Override
    protected Optional<Credentials> credentials() {
        return Optional.of(server.credentials());
    }

    @Test
    void findsFilesFromWhereALoginLeadsTo() throws Exception {
        put("home.cfg", new byte[] {1, 2});

        FetchResult result =
                fetch(URI.create("sftp://127.0.0.1:" + server.port() + "/~/root/home.cfg"), credentials(), "");

        assertThat(contentOf(result)).hasSize(2);
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(strings = {"folder/", "folder/deeper/"})
    void saysOfAFileInAFolderThatItIsGone(String folder) throws Exception {
        put(folder + "4711.cfg", new byte[] {1});
        assertThat(contentOf(fetch(folder + "4711.cfg", ""))).hasSize(1);

        remove(folder + "4711.cfg");

        assertThat(fetch(folder().resolve(folder + "4711.cfg"), credentials(), ""))
                .isInstanceOf(Gone.class);
        assertThat(fetch(folder().resolve(folder + "4711.cfg"), credentials(), "1-1"))
                .isInstanceOf(Gone.class);
    }

    @Test
    @Tag("PRV-05")
    void takesNoMissingFolderForAMissingFile() throws Exception {
        assertThat(kindOf(fetch(folder().resolve("no-folder/4711.cfg"), credentials(), "")))
                .isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    @Tag("PRV-05")
    void takesNoLinkThatLeadsNowhereForAMissingFile() throws Exception {
        Files.createSymbolicLink(server.root().resolve("link.cfg"), Path.of("elsewhere/4711.cfg"));

        assertThat(kindOf(fetch("link.cfg", ""))).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    @Tag("PRV-05")
    void provesNothingIfTheFolderCannotBeRead(@TempDir Path scratch) throws Exception {
        try (Sshd strict = new Sshd(scratch, "ed25519", trust.sshKey().publicKey(), "-P opendir")) {
            trust.host("127.0.0.1", strict.port(), strict.hostKey());

            FetchResult result = fetch(strict.folder().resolve("4711.cfg"), credentials(), "");

            assertThat(kindOf(result)).isEqualTo(Kind.ACCESS_DENIED);
        }
    }

    @Test
    @Tag("PRV-05")
    void saysThatAFileMustNotBeRead(@TempDir Path scratch) throws Exception {
        try (Sshd strict = new Sshd(scratch, "ed25519", trust.sshKey().publicKey(), "-P open")) {
            trust.host("127.0.0.1", strict.port(), strict.hostKey());
            strict.put("4711.cfg", new byte[] {1});

            FetchResult result = fetch(strict.folder().resolve("4711.cfg"), credentials(), "");

            assertThat(kindOf(result)).isEqualTo(Kind.ACCESS_DENIED);
        }
    }

    @Test
    void takesNoFolderForAFile() throws Exception {
        put("folder.cfg/4711.cfg", new byte[] {1});

        assertThat(kindOf(fetch("folder.cfg", ""))).isEqualTo(Kind.SERVER_ERROR);
    }

    @Test
    @Tag("PRV-01")
    void seesByOneQuestionThatASettledFileIsUnchanged() throws Exception {
        put("4711.cfg", "UD_Name=A".getBytes(UTF_8));
        age("4711.cfg", 3600);
        String version = ((Fetched) fetch("4711.cfg", "")).version();

        FetchResult again = fetch("4711.cfg", version);
        age("4711.cfg", 3599);
        FetchResult touched = fetch("4711.cfg", version);
        put("4711.cfg", "UD_Name=AB".getBytes(UTF_8));
        age("4711.cfg", 3600);
        FetchResult longer = fetch("4711.cfg", version);

        assertThat(version).isNotEmpty();
        assertThat(again).isInstanceOf(Unchanged.class);
        assertThat(contentOf(touched)).hasSize(9);
        assertThat(contentOf(longer)).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, -3600})
    void doesNotRelyOnTheTimeOfAFileThatWasChangedJustNow(int seconds) throws Exception {
        put("4711.cfg", "UD_Name=A".getBytes(UTF_8));
        age("4711.cfg", seconds);

        assertThat(((Fetched) fetch("4711.cfg", "")).version()).isEmpty();
    }

    @Test
    @Tag("PRV-09")
    void believesNoHostWhoseKeyIsNotKnown() throws Exception {
        put("4711.cfg", new byte[] {1});
        try (SftpFetcher strict = another(new FakeTrust())) {
            FetchResult result = strict.fetch(request("4711.cfg", server.credentials()));

            assertThat(kindOf(result)).isEqualTo(Kind.NOT_TRUSTED);
            assertThat(((Failed) result).reason()).contains("not known", "ssh-ed25519 SHA256:");
        }
    }

    @Test
    @Tag("PRV-09")
    void believesNoHostWithAnotherKeyThanTheKnownOne(@TempDir Path scratch) throws Exception {
        put("4711.cfg", new byte[] {1});
        try (Sshd other = new Sshd(scratch, "ed25519", "", "");
                SftpFetcher strict = another(new FakeTrust().host("127.0.0.1", server.port(), other.hostKey()))) {
            FetchResult result = strict.fetch(request("4711.cfg", server.credentials()));

            assertThat(kindOf(result)).isEqualTo(Kind.NOT_TRUSTED);
            assertThat(((Failed) result).reason()).contains("Another key");
        }
    }

    @Test
    @Tag("PRV-09")
    void answersThatTrustIsMissing() throws Exception {
        try (SftpFetcher alone = new SftpFetcher(Clock.systemUTC(), new SftpFetcher.Settings(LIMIT, LIMIT))) {
            FetchResult result = alone.fetch(request("4711.cfg", server.credentials()));

            assertThat(result).isEqualTo(new Failed(Kind.NOT_TRUSTED, "The trust bundle is missing"));
        }
    }

    @Test
    @Tag("PRV-09")
    void usesNoConnectionFromBeforeAChangeOfTrust() throws Exception {
        put("4711.cfg", new byte[] {1});
        FakeTrust changing = new FakeTrust().host("127.0.0.1", server.port(), server.hostKey());
        changing.sshKey();
        try (SftpFetcher strict = another(changing)) {
            Credentials anyone = new Credentials(server.credentials().user(), Secret.of(""));
            FetchResult unknownKey = strict.fetch(request("4711.cfg", anyone));
            changing.noHosts();
            FetchResult unknownHost = strict.fetch(request("4711.cfg", anyone));

            assertThat(kindOf(unknownKey)).isEqualTo(Kind.ACCESS_DENIED);
            assertThat(kindOf(unknownHost)).isEqualTo(Kind.NOT_TRUSTED);
        }
        assertThat(contentOf(fetch("4711.cfg", ""))).hasSize(1);
        trust.noHosts();
        try {
            assertThat(kindOf(fetch("4711.cfg", ""))).isEqualTo(Kind.NOT_TRUSTED);
        } finally {
            trust.host("127.0.0.1", server.port(), server.hostKey());
        }
    }

    @Test
    @Tag("PRV-05")
    void saysThatThePasswordIsWrong() throws Exception {
        Credentials wrong = new Credentials(server.credentials().user(), Secret.of("of another"));

        FetchResult result = fetcher.fetch(request("4711.cfg", wrong));

        assertThat(kindOf(result)).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(result.toString()).doesNotContain("of another");
    }

    @Test
    void logsInAgainIfTheServerHasEndedTheConnection() throws Exception {
        put("4711.cfg", new byte[] {1});
        assertThat(contentOf(fetch("4711.cfg", ""))).hasSize(1);

        server.endSessions();

        assertThat(contentOf(fetch("4711.cfg", ""))).hasSize(1);
    }

    @Test
    void keepsNoConnectionLongerThanSetAndNoThread() throws Exception {
        put("4711.cfg", new byte[] {1});
        server.endSessions();
        SftpFetcher brief = new SftpFetcher(Clock.systemUTC(), new SftpFetcher.Settings(LIMIT, Duration.ofMillis(300)));
        try (brief) {
            brief.bindTrust(trust);
            assertThat(contentOf(brief.fetch(request("4711.cfg", server.credentials()))))
                    .hasSize(1);
            assertThat(server.sessions()).isEqualTo(1);

            await().until(() -> server.sessions() == 0);
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("Connect thread 127.0.0.1")));
    }

    @Test
    @Tag("PRV-01")
    void bringsManyFilesOverOneConnection() throws Exception {
        put("4711.cfg", new byte[] {1});
        server.endSessions();

        for (int i = 0; i < 20; i++) {
            assertThat(contentOf(fetch("4711.cfg", ""))).hasSize(1);
        }

        assertThat(server.sessions()).isEqualTo(1);
    }

    @ParameterizedTest
    @Tag("PRV-09")
    @ValueSource(strings = {"rsa", "ecdsa"})
    void asksForTheSortOfKeyThatIsKnown(String keyType, @TempDir Path scratch) throws Exception {
        try (Sshd other = new Sshd(scratch, keyType, trust.sshKey().publicKey(), "")) {
            other.put("4711.cfg", new byte[] {1});
            trust.host("127.0.0.1", other.port(), other.hostKey());

            assertThat(contentOf(fetch(other.folder().resolve("4711.cfg"), credentials(), "")))
                    .hasSize(1);
        }
    }

    private SftpFetcher another(FakeTrust believing) {
        SftpFetcher another = new SftpFetcher(Clock.systemUTC(), new SftpFetcher.Settings(LIMIT, LIMIT));
        another.bindTrust(believing);
        return another;
    }

    private void age(String name, int seconds) throws IOException {
        Files.setLastModifiedTime(
                server.root().resolve(name), FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    private FetchRequest request(String name, Credentials credentials) {
        return new FetchRequest(folder().resolve(name), Optional.of(credentials), "", 1000, LIMIT);
    }

    private FetchResult fetch(URI uri, Optional<Credentials> credentials, String version) throws InterruptedException {
        return fetcher.fetch(new FetchRequest(uri, credentials, version, 1000, LIMIT));
    }

    private static Kind kindOf(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).kind();
    }
}
