package org.dectory.fetch.ftp.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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
import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.HostKeys;
import org.dectory.api.trust.TrustPolicy.TlsVersion;
import org.dectory.testkit.fetch.FakeTrust;
import org.dectory.testkit.fetch.FetcherContract;
import org.dectory.testkit.fetch.Proftpd;
import org.dectory.testkit.fetch.Proftpd.Security;
import org.dectory.testkit.fetch.TlsIdentity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, against a real server, spoken to in one of three ways. */
@Tag("PRV-01")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProftpdContract extends FetcherContract {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Security security;
    private TlsIdentity identity;
    private Proftpd server;
    private final FakeTrust trust = new FakeTrust();
    private FtpFetcher fetcher;
    private int closedPort;

    ProftpdContract(Security security) {
        this.security = security;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        identity = TlsIdentity.make(folder.resolve("identity"), "dns:localhost,ip:127.0.0.1");
        server = new Proftpd(folder, security, Optional.of(identity).filter(each -> security != Security.NONE), "");
        fetcher = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT);
        fetcher.bindTrust(trust.certificates(identity.trusted()));
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
        return URI.create(folder().getScheme() + "://127.0.0.1:" + closedPort + "/");
    }

    @Override
    protected Optional<Credentials> credentials() {
        return Optional.of(Proftpd.credentials());
    }

    @Test
    void asksForTheTimeOfASettledFileOnly() throws Exception {
        put("4711.cfg", new byte[] {1, 2, 3});
        Path file = server.root().resolve("4711.cfg");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));

        String version = ((Fetched) fetch("4711.cfg", "")).version();
        FetchResult again = fetch("4711.cfg", version);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:04Z")));
        FetchResult touched = fetch("4711.cfg", version);

        assertThat(version).isEqualTo("20260102030405-3");
        assertThat(again).isInstanceOf(Unchanged.class);
        assertThat(touched).isInstanceOf(Fetched.class);
    }

    /** It has lists for programs: so nobody asks for the time of the file then. */
    @Test
    @Tag("PRV-11")
    void asksForTheListOfAFolderInARun() throws Exception {
        put("run/4711.cfg", new byte[] {1, 2, 3});
        Path file = server.root().resolve("run/4711.cfg");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        AtomicLong nanos = new AtomicLong();
        try (FtpFetcher many = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT, nanos::get)) {
            many.bindTrust(trust);
            FetchRequest request =
                    new FetchRequest(folder().resolve("run/4711.cfg"), credentials(), "20260102030405-3", 1000, LIMIT);
            for (int i = 0; i < 2 * FolderRun.MANY; i++) {
                assertThat(many.fetch(request)).isInstanceOf(Unchanged.class);
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:04Z")));

            FetchResult within = many.fetch(request);
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            FetchResult later = many.fetch(request);

            assertThat(within).isInstanceOf(Unchanged.class);
            assertThat(later).isInstanceOf(Fetched.class);
        }
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(strings = {"folder/", "folder/deeper/"})
    void saysOfAFileInAFolderThatItIsGone(String folder) throws Exception {
        put(folder + "4711.cfg", new byte[] {1});
        assertThat(contentOf(fetch(fetcher, folder + "4711.cfg"))).hasSize(1);

        remove(folder + "4711.cfg");

        assertThat(fetch(fetcher, folder + "4711.cfg")).isInstanceOf(Gone.class);
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(strings = {"denied/4711.cfg", "hidden/4711.cfg", "hidden/none.cfg", "no-folder/4711.cfg"})
    void provesNothingByARefusalAlone(String file) throws Exception {
        put("denied/4711.cfg", new byte[] {1});
        put("hidden/4711.cfg", new byte[] {1});

        assertThat(kindOf(fetch(fetcher, file))).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    @Tag("PRV-05")
    void saysThatThePasswordIsWrong() throws Exception {
        put("4711.cfg", new byte[] {1});
        Credentials wrong = new Credentials("phone", Secret.of("of another"));

        FetchResult result =
                fetcher.fetch(new FetchRequest(folder().resolve("4711.cfg"), Optional.of(wrong), "", 1000, LIMIT));

        assertThat(kindOf(result)).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(result.toString()).doesNotContain("of another");
    }

    @Test
    @Tag("PRV-09")
    void trustsNoCertificateThatNobodyVouchesFor() throws Exception {
        put("4711.cfg", new byte[] {1});
        try (FtpFetcher strict = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT)) {
            strict.bindTrust(new FakeTrust());

            FetchResult result = fetch(strict, "4711.cfg");

            if (security == Security.NONE) {
                assertThat(contentOf(result)).hasSize(1);
            } else {
                assertThat(kindOf(result)).isEqualTo(Kind.NOT_TRUSTED);
            }
        }
    }

    /** The certificate names the address that the tests go to; a further one does not. */
    @Test
    @Tag("PRV-09")
    void trustsNoCertificateOfAnotherHost(@TempDir Path scratch) throws Exception {
        if (security == Security.NONE) {
            return;
        }
        TlsIdentity other = TlsIdentity.make(scratch.resolve("identity"), "dns:elsewhere.example");
        try (Proftpd elsewhere = new Proftpd(scratch, security, Optional.of(other), "");
                FtpFetcher strict = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT)) {
            strict.bindTrust(new FakeTrust().certificates(other.trusted()));
            elsewhere.put("4711.cfg", new byte[] {1});

            FetchResult result = strict.fetch(
                    new FetchRequest(elsewhere.folder().resolve("4711.cfg"), credentials(), "", 1000, LIMIT));

            assertThat(kindOf(result)).isEqualTo(Kind.NOT_TRUSTED);
        }
    }

    /** The system's policy is that of the trust; a source may have another. */
    @Test
    @Tag("PRV-09")
    void asksOfAServerWhatTheRequestSays() throws Exception {
        put("4711.cfg", new byte[] {1});
        TrustPolicy unchecked = new TrustPolicy(false, true, true, true, TlsVersion.TLS_1_2, HostKeys.KNOWN);
        try (FtpFetcher strict = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT)) {
            strict.bindTrust(new FakeTrust());

            FetchResult result = strict.fetch(new FetchRequest(
                    folder().resolve("4711.cfg"), credentials(), "", 1000, LIMIT, Optional.of(unchecked)));

            assertThat(contentOf(result)).hasSize(1);
        }
    }

    @Test
    @Tag("PRV-09")
    void usesNoConnectionAnyMoreToAServerThatWasBelievedThen() throws Exception {
        if (security == Security.NONE) {
            return;
        }
        put("4711.cfg", new byte[] {1});
        FakeTrust passing = new FakeTrust().certificates(identity.trusted());
        try (FtpFetcher strict = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT)) {
            strict.bindTrust(passing);
            assertThat(contentOf(fetch(strict, "4711.cfg"))).hasSize(1);

            passing.noCertificates();

            assertThat(kindOf(fetch(strict, "4711.cfg"))).isEqualTo(Kind.NOT_TRUSTED);
        }
    }

    @Test
    @Tag("PRV-09")
    void usesNoListAnyMoreOfAServerThatWasBelievedThen() throws Exception {
        if (security == Security.NONE) {
            return;
        }
        put("run/4711.cfg", new byte[] {1, 2, 3});
        Files.setLastModifiedTime(
                server.root().resolve("run/4711.cfg"), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        FakeTrust passing = new FakeTrust().certificates(identity.trusted());
        try (FtpFetcher strict = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT, () -> 0)) {
            strict.bindTrust(passing);
            FetchRequest request =
                    new FetchRequest(folder().resolve("run/4711.cfg"), credentials(), "20260102030405-3", 1000, LIMIT);
            for (int i = 0; i < 2 * FolderRun.MANY; i++) {
                assertThat(strict.fetch(request)).isInstanceOf(Unchanged.class);
            }

            passing.noCertificates();

            assertThat(kindOf(strict.fetch(request))).isEqualTo(Kind.NOT_TRUSTED);
        }
    }

    /** The clock is looked at in the middle of a fetch. */
    @Test
    @Tag("PRV-09")
    void usesNoConnectionAnyMoreIfTrustIsLostDuringAFetch() throws Exception {
        if (security == Security.NONE) {
            return;
        }
        put("4711.cfg", new byte[] {1});
        FakeTrust passing = new FakeTrust().certificates(identity.trusted());
        Clock losing = new Clock() {
            @Override
            public Instant instant() {
                passing.noCertificates();
                return Instant.now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        try (FtpFetcher strict = new FtpFetcher(losing, LIMIT, LIMIT)) {
            strict.bindTrust(passing);
            FetchResult unused = fetch(strict, "4711.cfg");

            assertThat(kindOf(fetch(strict, "4711.cfg"))).isEqualTo(Kind.NOT_TRUSTED);
        }
    }

    @Test
    @Tag("PRV-09")
    void believesNoServerWhileThereIsNobodyToJudgeIt() throws Exception {
        put("4711.cfg", new byte[] {1});
        try (FtpFetcher alone = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT)) {
            FetchResult result = fetch(alone, "4711.cfg");

            if (security == Security.NONE) {
                assertThat(contentOf(result)).hasSize(1);
            } else {
                assertThat(result).isEqualTo(new Failed(Kind.NOT_TRUSTED, "The trust bundle is missing"));
            }
        }
    }

    private FetchResult fetch(Fetcher by, String name) throws InterruptedException {
        return by.fetch(new FetchRequest(folder().resolve(name), credentials(), "", 1000, LIMIT));
    }

    private static Kind kindOf(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).kind();
    }
}
