package org.dectory.fetch.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
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
import org.dectory.testkit.fetch.FakeTrust;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many clients, connections and threads there are. */
@Tag("PRV-01")
@Timeout(60)
class ClientsTest {

    private static final TrustPolicy WEAK =
            new TrustPolicy(true, true, false, true, TlsVersion.TLS_1_2, HostKeys.KNOWN);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeTrust trust = new FakeTrust();
    private final Clients clients = new Clients(Duration.ofSeconds(5));

    @Test
    @Tag("PRV-09")
    void hasAClientForEachPolicyUntilTrustChanges() throws Exception {
        clients.trust(trust);
        HttpClient system = clients.secure(Optional.empty());

        assertThat(clients.secure(Optional.of(TrustPolicy.STRICT))).isSameAs(system);
        assertThat(clients.secure(Optional.of(WEAK))).isNotSameAs(system);
        assertThat(clients.secure(Optional.empty())).isSameAs(system);
        assertThat(clients.plain()).isSameAs(clients.plain()).isNotSameAs(system);

        trust.noCertificates();

        assertThat(clients.secure(Optional.empty())).isNotSameAs(system);
    }

    @Test
    @Tag("PRV-09")
    void letsOldClientsGo() throws Exception {
        clients.trust(trust);
        WeakReference<HttpClient> old = new WeakReference<>(clients.secure(Optional.empty()));

        trust.noCertificates();
        HttpClient unused = clients.secure(Optional.empty());

        await().until(() -> {
            System.gc();
            return old.get() == null;
        });
    }

    @Test
    @Tag("PRV-09")
    void trustsNobodyWithoutAJudge() throws Exception {
        assertThatExceptionOfType(NotTrustedException.class).isThrownBy(() -> clients.secure(Optional.empty()));

        clients.trust(trust);
        HttpClient first = clients.secure(Optional.empty());
        FakeTrust next = new FakeTrust();
        clients.trust(next);
        clients.noTrust(trust);

        assertThat(clients.secure(Optional.empty())).isNotSameAs(first);
        clients.noTrust(next);
        assertThatExceptionOfType(NotTrustedException.class).isThrownBy(() -> clients.secure(Optional.empty()));
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
