package org.dectory.fetch.ftp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.api.fetch.Fetcher;
import org.dectory.testkit.fetch.FakeTrust;
import org.dectory.testkit.fetch.FetcherContract;
import org.dectory.testkit.fetch.Proftpd.Security;
import org.dectory.testkit.fetch.TlsIdentity;
import org.dectory.testkit.fetch.Vsftpd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, against the other server that many have, spoken to in one of three ways. Skipped where it is not. */
@Tag("PRV-01")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VsftpdContract extends FetcherContract {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Security security;
    private final FakeTrust trust = new FakeTrust();
    private final FtpFetcher fetcher = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT);
    private Optional<Vsftpd> server = Optional.empty();
    private int closedPort;

    VsftpdContract(Security security) {
        this.security = security;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        assumeThat(Vsftpd.program())
                .as("vsftpd, which itests/servers/servers.sh unpacks")
                .isPresent();
        Optional<TlsIdentity> identity = security == Security.NONE
                ? Optional.empty()
                : Optional.of(TlsIdentity.make(folder.resolve("identity"), "dns:localhost,ip:127.0.0.1"));
        server = Optional.of(new Vsftpd(folder, security, identity, "deny_file={denied.cfg}\n"));
        identity.ifPresent(each -> trust.certificates(each.trusted()));
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
        server.ifPresent(Vsftpd::close);
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
        return URI.create(folder().getScheme() + "://127.0.0.1:" + closedPort + "/");
    }

    @Test
    void asksForTheTimeOfASettledFileOnly() throws Exception {
        put("4711.cfg", new byte[] {1, 2, 3});
        Path file = server.orElseThrow().root().resolve("4711.cfg");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));

        String version = ((Fetched) fetch("4711.cfg", "")).version();
        FetchResult again = fetch("4711.cfg", version);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:04Z")));
        FetchResult touched = fetch("4711.cfg", version);

        assertThat(version).isEqualTo("20260102030405-3");
        assertThat(again).isInstanceOf(Unchanged.class);
        assertThat(touched).isInstanceOf(Fetched.class);
    }

    /** It has no lists for programs. */
    @Test
    @Tag("PRV-11")
    void goesOnAskingForTimesInARun() throws Exception {
        put("run/4711.cfg", new byte[] {1, 2, 3});
        Path file = server.orElseThrow().root().resolve("run/4711.cfg");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        AtomicLong nanos = new AtomicLong();
        try (FtpFetcher many = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT, nanos::get)) {
            many.bindTrust(trust);
            FetchRequest request = new FetchRequest(
                    folder().resolve("run/4711.cfg"), Optional.empty(), "20260102030405-3", 1000, LIMIT);
            for (int i = 0; i < 2 * FolderRun.MANY; i++) {
                assertThat(many.fetch(request)).isInstanceOf(Unchanged.class);
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:04Z")));

            FetchResult within = many.fetch(request);
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            FetchResult later = many.fetch(request);

            assertThat(within).isInstanceOf(Fetched.class);
            assertThat(later).isInstanceOf(Fetched.class);
        }
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(strings = {"folder/", "folder/deeper/"})
    void saysOfAFileInAFolderThatItIsGone(String folder) throws Exception {
        put(folder + "4711.cfg", new byte[] {1});
        assertThat(contentOf(fetchPlainly(folder + "4711.cfg"))).hasSize(1);

        remove(folder + "4711.cfg");

        assertThat(fetchPlainly(folder + "4711.cfg")).isInstanceOf(Gone.class);
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(strings = {"denied.cfg", "secret.cfg", "no-folder/4711.cfg"})
    void provesNothingByARefusalAlone(String file) throws Exception {
        put("denied.cfg", new byte[] {1});
        put("secret.cfg", new byte[] {1});
        Files.setPosixFilePermissions(
                server.orElseThrow().root().resolve("secret.cfg"), PosixFilePermissions.fromString("rw-------"));

        assertThat(kindOf(fetchPlainly(file))).isEqualTo(Kind.ACCESS_DENIED);
    }

    @Test
    @Tag("PRV-09")
    void trustsNoCertificateThatNobodyVouchesFor() throws Exception {
        put("4711.cfg", new byte[] {1});
        try (FtpFetcher strict = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT)) {
            strict.bindTrust(new FakeTrust());
            FetchResult result =
                    strict.fetch(new FetchRequest(folder().resolve("4711.cfg"), Optional.empty(), "", 1000, LIMIT));

            if (security == Security.NONE) {
                assertThat(contentOf(result)).hasSize(1);
            } else {
                assertThat(kindOf(result)).isEqualTo(Kind.NOT_TRUSTED);
            }
        }
    }

    private FetchResult fetchPlainly(String name) throws InterruptedException {
        return fetcher.fetch(new FetchRequest(folder().resolve(name), Optional.empty(), "", 1000, LIMIT));
    }

    private static Kind kindOf(FetchResult result) {
        assertThat(result).isInstanceOf(Failed.class);
        return ((Failed) result).kind();
    }
}
