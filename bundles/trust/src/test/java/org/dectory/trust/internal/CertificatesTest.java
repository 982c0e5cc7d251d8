package org.dectory.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.dectory.api.trust.TrustPolicy.STRICT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dectory.api.store.Actor;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.StoreException;
import org.dectory.api.trust.TrustAdministration.TrustedCertificate;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.HostKeys;
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

/** Certificates that administrators upload. */
@Tag("PRV-09")
class CertificatesTest {

    private static final Actor ADMIN = Actor.account("admin", "192.0.2.7");
    private static final Instant NOW = ManualClock.START;
    private static final Duration DAY = Duration.ofDays(1);

    private final ManualClock clock = new ManualClock();
    private final InMemoryStore store = new InMemoryStore(clock);
    private final TrustService trust = new TrustService(store, store, store, clock, STRICT);

    @AfterEach
    void end() {
        trust.close();
        store.close();
    }

    private static Identity validFor(int days) {
        return TestAuthority.root("CA for " + days, NOW.minus(DAY.multipliedBy(1000)), NOW.plus(DAY.multipliedBy(days)))
                .identity();
    }

    private List<TrustedCertificate> upload(String file) {
        return trust.addCertificates(file.getBytes(StandardCharsets.US_ASCII), ADMIN)
                .toCompletableFuture()
                .join();
    }

    @Test
    void listsTheFirstToExpireFirst() {
        upload("issued for us\r\n" + validFor(500).certificatePem().replace("\n", "\r\n") + "and\r\n"
                + validFor(100).certificatePem());

        assertThat(trust.certificates())
                .extracting(TrustedCertificate::subject)
                .containsExactly("CN=CA for 100", "CN=CA for 500");
        TrustedCertificate first = trust.certificates().get(0);
        assertThat(first.validUntil()).isEqualTo(NOW.plus(DAY.multipliedBy(100)));
        assertThat(first.issuer()).isEqualTo("CN=CA for 100");
        assertThat(first.authority()).isTrue();
        assertThat(first.id()).matches("[0-9a-f]{64}");
    }

    @Test
    void takesDerToo() throws Exception {
        byte[] der = validFor(100).certificate().getEncoded();

        assertThat(trust.addCertificates(der, ADMIN).toCompletableFuture().join())
                .hasSize(1);
    }

    @Test
    void takesTheSameCertificateOnce() {
        String file = validFor(100).certificatePem();

        assertThat(upload(file + file)).hasSize(1);
        long revision = store.head();
        assertThat(upload(file)).hasSize(1);

        assertThat(trust.certificates()).hasSize(1);
        assertThat(store.head()).isEqualTo(revision);
    }

    @Test
    void tellsTheFeedWhoDidIt() {
        String id = upload(validFor(100).certificatePem()).get(0).id();
        trust.removeCertificate(id, ADMIN).toCompletableFuture().join();

        assertThat(store.after(0, 10)).hasSize(2).allSatisfy(change -> {
            assertThat(change.actor()).isEqualTo(ADMIN);
            assertThat(change.detail()).isEqualTo("trust.certificate." + id);
        });
        assertThat(trust.removeCertificate(id, ADMIN).toCompletableFuture().join())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no certificate",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nMIIB",
                "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----"
            })
    void refusesWhatIsNone(String file) {
        assertThatThrownBy(() -> upload(file))
                .isInstanceOf(CompletionException.class)
                .hasCause(new IllegalArgumentException(
                        "Certificate 1 of the file cannot be read (expected: X.509 in PEM or DER)"));
        assertThat(trust.certificates()).isEmpty();
    }

    @Test
    void takesNothingOfAFileOfWhichAPartCannotBeRead() {
        String good = validFor(100).certificatePem();

        assertThatThrownBy(() -> upload(good + good.substring(0, 200))).hasMessageContaining("Certificate 2");
        assertThatThrownBy(() -> upload(good + good.replace("MII", "AAA"))).hasMessageContaining("Certificate 2");
        assertThat(trust.certificates()).isEmpty();
    }

    @Test
    @Tag("SEC-01")
    void refusesAPrivateKeyBesides() {
        Identity identity = validFor(100);

        assertThatThrownBy(() -> upload(identity.certificatePem() + identity.keyPem()))
                .hasMessageContaining("There is a private key in the file");
        assertThat(store.after(0, 10)).isEmpty();
    }

    @Test
    void countsEachChange() {
        long first = trust.revision();
        String id = upload(validFor(100).certificatePem()).get(0).id();
        long second = trust.revision();
        trust.removeCertificate(id, ADMIN).toCompletableFuture().join();
        long third = trust.revision();
        trust.apply(new TrustPolicy(true, true, true, false, TlsVersion.TLS_1_2, HostKeys.KNOWN));

        assertThat(List.of(first, second, third, trust.revision())).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void seesWhatAnotherHasStored() {
        try (TrustService beside = new TrustService(store, store, store, clock, STRICT)) {
            assertThat(beside.certificates()).isEmpty();
            long before = beside.revision();

            upload(validFor(100).certificatePem());

            await().until(() -> beside.revision() > before);
            assertThat(beside.certificates()).hasSize(1);
        }
    }

    @Test
    void doesNotCountItsOwnChangesTwice() {
        assertThat(trust.certificates()).isEmpty();
        List<String> heard = new CopyOnWriteArrayList<>();
        String id = upload(validFor(100).certificatePem()).get(0).id();
        assertThat(trust.certificates()).hasSize(1);
        long after = trust.revision();

        ChangeFeed.Following following =
                store.follow("test", 0, changes -> changes.forEach(each -> heard.add(each.detail())));
        await().until(() -> heard.contains("trust.certificate." + id));
        following.close();

        assertThat(trust.revision()).isEqualTo(after);
    }

    @Test
    void passesOverWhatItCannotRead() {
        store.write(ADMIN, transaction -> {
                    transaction.putState("trust.certificate.abc", "nonsense");
                    transaction.putState("trust.host.abc", "nonsense");
                    return true;
                })
                .toCompletableFuture()
                .join();
        upload(validFor(100).certificatePem());

        assertThat(trust.certificates()).hasSize(1);
        assertThat(trust.hosts()).isEmpty();
    }

    @Test
    void addsNothingIfTheStoreCannotKeepIt() {
        store.failNextWrite();

        assertThatThrownBy(() -> upload(validFor(100).certificatePem())).hasCauseInstanceOf(StoreException.class);
        assertThat(trust.certificates()).isEmpty();
    }

    @Test
    void warnsOfCertificatesThatExpireWithinThirtyDaysAndOfChecksThatAreOff() {
        upload(validFor(32).certificatePem() + validFor(30).certificatePem());
        assertThat(trust.warnings()).isEmpty();

        clock.advance(DAY.plusSeconds(1));
        assertThat(trust.warnings()).containsExactly("The trusted certificate CN=CA for 30 expires on 2026-04-01");

        clock.advance(DAY.multipliedBy(30));
        trust.apply(new TrustPolicy(true, true, false, true, TlsVersion.TLS_1_2, HostKeys.ANY));
        assertThat(trust.warnings())
                .containsExactly(
                        "Host names of certificates are not checked",
                        "Keys of SSH hosts are not checked",
                        "The trusted certificate CN=CA for 30 expired on 2026-04-01",
                        "The trusted certificate CN=CA for 32 expires on 2026-04-03");
    }
}
