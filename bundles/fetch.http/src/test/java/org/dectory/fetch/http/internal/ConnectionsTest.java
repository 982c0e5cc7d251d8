package org.dectory.fetch.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.trust.NotTrustedException;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.api.trust.TrustPolicy.HostKeys;
import org.dectory.api.trust.TrustPolicy.TlsVersion;
import org.dectory.fetch.http.internal.TlsContexts.Tls;
import org.dectory.testkit.fetch.FakeTrust;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many contexts, connections and threads there are. */
@Tag("PRV-01")
@Timeout(60)
class ConnectionsTest {

    private static final TrustPolicy WEAK =
            new TrustPolicy(true, true, false, true, TlsVersion.TLS_1_2, HostKeys.KNOWN);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeTrust trust = new FakeTrust();
    private final TlsContexts contexts = new TlsContexts();

    @Test
    @Tag("PRV-09")
    void hasAContextForEachPolicyUntilTrustChanges() throws Exception {
        contexts.trust(trust);
        Tls system = contexts.of(Optional.empty());

        assertThat(contexts.of(Optional.of(TrustPolicy.STRICT))).isSameAs(system);
        assertThat(contexts.of(Optional.of(WEAK))).isNotSameAs(system);
        assertThat(contexts.of(Optional.empty())).isSameAs(system);

        trust.noCertificates();

        assertThat(contexts.of(Optional.empty())).isNotSameAs(system);
    }

    @Test
    @Tag("PRV-09")
    void letsOldContextsGo() throws Exception {
        contexts.trust(trust);
        WeakReference<Tls> old = new WeakReference<>(contexts.of(Optional.empty()));

        trust.noCertificates();
        Tls unused = contexts.of(Optional.empty());

        await().until(() -> {
            System.gc();
            return old.get() == null;
        });
    }

    @Test
    @Tag("PRV-09")
    void trustsNobodyWithoutAJudge() throws Exception {
        assertThatExceptionOfType(NotTrustedException.class).isThrownBy(() -> contexts.of(Optional.empty()));

        contexts.trust(trust);
        Tls first = contexts.of(Optional.empty());
        FakeTrust next = new FakeTrust();
        contexts.trust(next);
        contexts.noTrust(trust);

        assertThat(contexts.of(Optional.empty())).isNotSameAs(first);
        contexts.noTrust(next);
        assertThatExceptionOfType(NotTrustedException.class).isThrownBy(() -> contexts.of(Optional.empty()));
    }

    @Test
    void letsFurtherFilesWaitForAConnection() throws Exception {
        Turns turns = new Turns(2);
        turns.take("a", System.nanoTime());
        turns.take("a", System.nanoTime());
        turns.take("b", System.nanoTime());
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> turns.take("a", System.nanoTime() + 1000));

        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            turns.take("a", System.nanoTime() + LONG.toNanos());
            return true;
        });
        new Thread(waiting).start();
        turns.end("a");

        assertThat(waiting.get()).isTrue();
        assertThat(turns.servers()).isEqualTo(2);
        turns.end("a");
        turns.end("a");
        turns.end("b");
        assertThat(turns.servers()).isZero();
    }

    @Test
    void forgetsWhoeverIsInterruptedWhileWaiting() throws Exception {
        Turns turns = new Turns(1);
        turns.take("a", System.nanoTime());

        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> turns.take("a", System.nanoTime() + LONG.toNanos()));

        turns.end("a");
        assertThat(turns.servers()).isZero();
    }

    @Test
    void startsWithSettingsThatCannotBeUsedAndTakesOneConnectionForOneFileAfterTheOther() throws Exception {
        HttpSettings written = (HttpSettings) Proxy.newProxyInstance(
                HttpSettings.class.getClassLoader(),
                new Class<?>[] {HttpSettings.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("connections")) {
                        return -7;
                    }
                    throw new IllegalStateException("not a number");
                });
        try (FileServer server = new FileServer();
                HttpFetcher fetcher = new HttpFetcher(written)) {
            server.put("4711.cfg", new byte[10]);

            for (int i = 0; i < 100; i++) {
                assertThat(fetcher.fetch(new FetchRequest(
                                server.folder().resolve("4711.cfg"), Optional.empty(), "", 1000, LONG)))
                        .isInstanceOf(Fetched.class);
            }

            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
