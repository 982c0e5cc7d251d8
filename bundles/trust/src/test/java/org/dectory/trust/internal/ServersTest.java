package org.dectory.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.api.trust.TrustPolicy.STRICT;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.dectory.api.store.Actor;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.TlsVersion;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.dectory.testkit.fetch.TestAuthority;
import org.dectory.testkit.fetch.TestAuthority.Identity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which TLS servers are believed, by real handshakes, and what is said of the others. */
@Tag("PRV-09")
class ServersTest {

    private static final Actor ADMIN = Actor.account("admin", "192.0.2.7");
    private static final Instant NOW = ManualClock.START;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant YESTERDAY = NOW.minus(DAY);
    private static final Instant TOMORROW = NOW.plus(DAY);
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(900));
    private static final Instant FAR_AHEAD = NOW.plus(Duration.ofDays(900));

    private static final TrustPolicy NO_NAMES =
            new TrustPolicy(true, true, false, true, TlsVersion.TLS_1_2, TrustPolicy.HostKeys.KNOWN);
    private static final TrustPolicy NO_DAYS =
            new TrustPolicy(true, true, true, false, TlsVersion.TLS_1_2, TrustPolicy.HostKeys.KNOWN);
    private static final TrustPolicy NOTHING =
            new TrustPolicy(false, true, true, true, TlsVersion.TLS_1_2, TrustPolicy.HostKeys.KNOWN);

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore store = new InMemoryStore(clock);
    private final TrustService trust = new TrustService(store, store, store, clock, STRICT);
    private final TestAuthority authority = TestAuthority.root("Example CA", LONG_AGO, FAR_AHEAD);

    @AfterEach
    void end() {
        trust.close();
        store.close();
    }

    private void upload(X509Certificate certificate) {
        byte[] file = TestAuthority.pem(certificate).getBytes(StandardCharsets.US_ASCII);
        trust.addCertificates(file, ADMIN).toCompletableFuture().join();
    }

    private Optional<String> refusal(Identity server, TrustPolicy policy) throws Exception {
        try (Handshakes handshakes = new Handshakes(server)) {
            return handshakes.refusal(trust.tls(policy), "files.example");
        }
    }

    @Test
    @Tag("PRV-09")
    void offersWhatJavaOffersAndTheQuickestFirst() throws Exception {
        String[] offered = trust.tls(STRICT).parameters().getCipherSuites();

        assertThat(offered)
                .startsWith("TLS_CHACHA20_POLY1305_SHA256")
                .containsExactlyInAnyOrder(
                        SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
    }

    @Test
    void believesAServerWhoseAuthorityWasUploadedAndNoLongerWhenItIsRemoved() throws Exception {
        Identity server = authority.server(YESTERDAY, TOMORROW, "dns:files.example");

        assertThat(refusal(server, STRICT))
                .contains("The server's certificate is signed by CN=Example CA, who is not trusted");

        upload(authority.identity().certificate());
        assertThat(refusal(server, STRICT)).isEmpty();

        String id = trust.certificates().get(0).id();
        assertThat(trust.removeCertificate(id, ADMIN).toCompletableFuture().join())
                .isTrue();
        assertThat(refusal(server, STRICT)).isPresent();
    }

    @Test
    void believesAChainByWayOfAnAuthorityBetween() throws Exception {
        Identity server =
                authority.below("Branch CA", YESTERDAY, TOMORROW).server(YESTERDAY, TOMORROW, "dns:files.example");
        upload(authority.identity().certificate());

        assertThat(refusal(server, STRICT)).isEmpty();
    }

    @Test
    void believesAServerWhoVouchesForItselfOnceItWasUploaded() throws Exception {
        Identity server = TestAuthority.selfSigned(YESTERDAY, TOMORROW, "dns:files.example");

        assertThat(refusal(server, STRICT))
                .contains(
                        "The server's certificate, CN=self-signed, is signed by itself and not among the trusted ones");

        upload(server.certificate());
        assertThat(refusal(server, STRICT)).isEmpty();
    }

    @Test
    void believesNobodyWhoUsesTheNameOfATrustedAuthority() throws Exception {
        upload(authority.identity().certificate());
        Identity server =
                TestAuthority.root("Example CA", LONG_AGO, FAR_AHEAD).server(YESTERDAY, TOMORROW, "dns:files.example");

        assertThat(refusal(server, STRICT).orElseThrow()).startsWith("The server's certificate cannot be verified");
        assertThat(refusal(server, NO_DAYS)).isPresent();
        assertThat(refusal(server, NO_NAMES)).isPresent();
    }

    @Test
    void believesNoServerThatSignsForOthers() throws Exception {
        Identity no = authority.server(YESTERDAY, TOMORROW, "dns:other.example");
        upload(no.certificate());

        assertThat(refusal(authority.server(YESTERDAY, TOMORROW, "dns:files.example"), STRICT))
                .isPresent();
    }

    @Test
    void saysOnWhichDayACertificateExpiredAndTakesItIfDaysDoNotCount() throws Exception {
        upload(authority.identity().certificate());
        Identity server = authority.server(LONG_AGO, YESTERDAY, "dns:files.example");

        assertThat(refusal(server, STRICT)).contains("The server's certificate expired on 2026-03-01");
        assertThat(refusal(server, NO_DAYS)).isEmpty();
    }

    @Test
    void saysThatTheClockMayBeWrongIfACertificateIsNotYetValid() throws Exception {
        upload(authority.identity().certificate());
        Identity server = authority.server(TOMORROW, FAR_AHEAD, "dns:files.example");

        assertThat(refusal(server, STRICT))
                .contains("The server's certificate is not valid before 2026-03-03;"
                        + " by the appliance's clock it is 2026-03-02");
        assertThat(refusal(server, NO_DAYS)).isEmpty();
    }

    @Test
    void goesByItsOwnClock() throws Exception {
        upload(authority.identity().certificate());
        Identity server = authority.server(YESTERDAY, TOMORROW, "dns:files.example");

        assertThat(refusal(server, STRICT)).isEmpty();

        clock.advance(DAY.multipliedBy(2));
        assertThat(refusal(server, STRICT)).contains("The server's certificate expired on 2026-03-03");
    }

    @Test
    void doesNotBelieveATrustedCertificateForEver() throws Exception {
        Identity server = TestAuthority.selfSigned(LONG_AGO, YESTERDAY, "dns:files.example");
        upload(server.certificate());

        assertThat(refusal(server, STRICT)).contains("The server's certificate expired on 2026-03-01");
        assertThat(refusal(server, NO_DAYS)).isEmpty();
    }

    @Test
    void saysWhichAuthorityHasExpired() throws Exception {
        TestAuthority old = TestAuthority.root("Old CA", LONG_AGO, YESTERDAY);
        upload(old.identity().certificate());
        Identity server = old.server(LONG_AGO, TOMORROW, "dns:files.example");

        assertThat(refusal(server, STRICT))
                .contains("The certificate of the authority CN=Old CA expired on 2026-03-01");
        assertThat(refusal(server, NO_DAYS)).isEmpty();
    }

    @Test
    void saysThatATrustedCertificateHasExpiredOfWhichTheServerShowsAnother() throws Exception {
        upload(TestAuthority.selfSigned(LONG_AGO, YESTERDAY, "dns:files.example")
                .certificate());
        Identity renewed = TestAuthority.selfSigned(YESTERDAY, FAR_AHEAD, "dns:files.example");
        String expected =
                "The trusted certificate CN=self-signed expired on 2026-03-01 and does not vouch for the server:"
                        + " the one that took its place has to be uploaded";

        assertThat(refusal(renewed, STRICT)).contains(expected);
        assertThat(refusal(renewed, NO_DAYS)).contains(expected);

        upload(renewed.certificate());
        assertThat(refusal(renewed, STRICT)).isEmpty();
    }

    @Test
    void saysThatAnAuthorityHasExpiredWhoseSuccessorHasSigned() throws Exception {
        upload(TestAuthority.root("Example CA", LONG_AGO, YESTERDAY).identity().certificate());
        Identity server = authority.server(YESTERDAY, TOMORROW, "dns:files.example");

        assertThat(refusal(server, STRICT).orElseThrow())
                .startsWith("The trusted certificate CN=Example CA expired on 2026-03-01 and does not vouch");
    }

    @Test
    void saysForWhomACertificateIsAndTakesItIfNamesDoNotCount() throws Exception {
        upload(authority.identity().certificate());
        Identity server = authority.server(YESTERDAY, TOMORROW, "dns:www.example", "ip:192.0.2.1");

        assertThat(refusal(server, STRICT))
                .contains("The server's certificate is for www.example, 192.0.2.1, not for files.example");
        assertThat(refusal(server, NO_NAMES)).isEmpty();
    }

    @Test
    void tellsANameThatLooksLikeAnAddressFromAnAddress() throws Exception {
        upload(authority.identity().certificate());
        Identity server = authority.server(YESTERDAY, TOMORROW, "dns:192.0.2.1");

        assertThat(refusal(server, STRICT))
                .contains("The server's certificate is for the name '192.0.2.1', not for files.example");
    }

    @Test
    void takesAnyCertificateIfNoneIsChecked() throws Exception {
        assertThat(refusal(TestAuthority.selfSigned(LONG_AGO, YESTERDAY), NOTHING))
                .isEmpty();
    }

    @Test
    void speaksNoVersionOlderThanThePolicySays() throws Exception {
        Identity server = authority.server(YESTERDAY, TOMORROW, "dns:files.example");
        upload(authority.identity().certificate());
        TrustPolicy newest = new TrustPolicy(true, true, true, true, TlsVersion.TLS_1_3, TrustPolicy.HostKeys.KNOWN);

        try (Handshakes old = new Handshakes(server, "TLSv1.2")) {
            assertThat(old.refusal(trust.tls(STRICT), "files.example")).isEmpty();
            assertThat(old.refusal(trust.tls(newest), "files.example").orElseThrow())
                    .startsWith("no TLS");
        }
        try (Handshakes current = new Handshakes(server, "TLSv1.3")) {
            assertThat(current.refusal(trust.tls(newest), "files.example")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"files.example", "FILES.example", "files.example.", "a.sub.example", "127.0.0.1", "::1"})
    void believesEveryNameThatTheCertificateHas(String host) throws Exception {
        Identity server = authority.server(
                YESTERDAY, TOMORROW, "dns:files.example", "dns:*.sub.example", "ip:127.0.0.1", "ip:::1");
        upload(authority.identity().certificate());

        try (Handshakes handshakes = new Handshakes(server)) {
            assertThat(handshakes.refusal(trust.tls(STRICT), host)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sub.example", "b.a.sub.example", "example", "xfiles.example", "127.0.0.2", "::2", "1.example"})
    void believesNoOtherName(String host) throws Exception {
        Identity server = authority.server(
                YESTERDAY,
                TOMORROW,
                "dns:files.example",
                "dns:*.sub.example",
                "dns:*.example",
                "dns:127.0.0.2",
                "ip:127.0.0.1",
                "ip:::1");
        upload(authority.identity().certificate());

        try (Handshakes handshakes = new Handshakes(server)) {
            assertThat(handshakes.refusal(trust.tls(STRICT), host)).isPresent();
        }
    }
}
