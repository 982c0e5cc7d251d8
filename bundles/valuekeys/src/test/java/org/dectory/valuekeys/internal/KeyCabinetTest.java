package org.dectory.valuekeys.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.StoreException;
import org.dectory.api.valuekeys.ValueKey;
import org.dectory.cfg.encrypted.ValueCipher;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.dectory.testkit.ManualScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PRV-08")
class KeyCabinetTest {

    /** Made once: each takes a while. */
    private static final List<KeyPair> PAIRS =
            Stream.generate(KeyPairs::make).limit(2).toList();

    private static final Actor ADMIN = Actor.account("admin", "test");

    private final ManualClock clock = new ManualClock();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final InMemoryStore store = new InMemoryStore(clock);
    private final Queue<KeyPair> supply = new ConcurrentLinkedQueue<>(PAIRS);
    private KeyCabinet cabinet = start();

    private KeyCabinet start() {
        return new KeyCabinet(store, store, clock, scheduler, supply::remove);
    }

    @AfterEach
    void close() {
        cabinet.close();
        store.close();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static byte[] encrypted(ValueKey key, String text) {
        return ValueCipher.encrypt(ValueCipher.publicKey(key.publicKey()), text.getBytes(UTF_8))
                .octets();
    }

    @Test
    void makesKeysThatAreLongEnough() {
        assertThat(((RSAPublicKey) PAIRS.get(0).getPublic()).getModulus().bitLength())
                .isEqualTo(3072);
    }

    @Test
    void makesTheFirstKeyInTheBackgroundAndNotAtTheStart() {
        assertThat(cabinet.keys()).isEmpty();

        scheduler.advance(KeyCabinet.PAUSE);

        await().untilAsserted(() -> assertThat(cabinet.keys()).hasSize(1));
        assertThat(cabinet.keys().get(0).current()).isTrue();
        assertThat(cabinet.keys().get(0).id())
                .isEqualTo(ValueCipher.keyId(PAIRS.get(0).getPublic()));
    }

    @Test
    void makesTheFirstKeyAtOnceForOneWhoAsks() throws Exception {
        ValueKey first = get(cabinet.current());
        ValueKey again = get(cabinet.current());
        scheduler.advance(KeyCabinet.PAUSE);

        assertThat(again).isEqualTo(first);
        assertThat(cabinet.keys()).containsExactly(first);
        assertThat(ValueCipher.keyId(ValueCipher.publicKey(first.publicKey()))).isEqualTo(first.id());
    }

    @Test
    void opensWhatWasEncryptedWithThePublicKey() throws Exception {
        ValueKey key = get(cabinet.current());

        assertThat(cabinet.open(key.id(), encrypted(key, "4711"))).contains(Secret.of("4711"));
        assertThat(cabinet.open(key.id().toUpperCase(Locale.ROOT), encrypted(key, "ä")))
                .contains(Secret.of("ä"));
    }

    @Test
    void opensNothingElse() throws Exception {
        ValueKey key = get(cabinet.current());
        byte[] changed = encrypted(key, "4711");
        changed[200] ^= 1;

        assertThat(cabinet.open(key.id(), changed)).isEmpty();
        assertThat(cabinet.open(key.id(), Arrays.copyOf(changed, 100))).isEmpty();
        assertThat(cabinet.open(key.id(), new byte[0])).isEmpty();
        assertThat(cabinet.open(key.id(), new byte[5000])).isEmpty();
        assertThat(cabinet.open("00000000", encrypted(key, "4711"))).isEmpty();
        assertThat(cabinet.open("", encrypted(key, "4711"))).isEmpty();
    }

    @Test
    void opensWithOlderKeysAfterARotation() throws Exception {
        ValueKey old = get(cabinet.current());
        byte[] before = encrypted(old, "4711");

        ValueKey fresh = get(cabinet.rotate(ADMIN));

        assertThat(fresh.id()).isNotEqualTo(old.id());
        assertThat(get(cabinet.current())).isEqualTo(fresh);
        assertThat(cabinet.keys()).extracting(ValueKey::id).containsExactly(fresh.id(), old.id());
        assertThat(cabinet.keys()).extracting(ValueKey::current).containsExactly(true, false);
        assertThat(cabinet.open(old.id(), before)).contains(Secret.of("4711"));
        assertThat(cabinet.open(fresh.id(), encrypted(fresh, "4712"))).contains(Secret.of("4712"));
        assertThat(cabinet.open(fresh.id(), before)).isEmpty();
    }

    @Test
    void makesOneKeyForAllWhoAskWhileItIsBeingMade() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        cabinet.close();
        cabinet = new KeyCabinet(store, store, clock, scheduler, () -> {
            await().until(() -> asked.getCount() == 0);
            return supply.remove();
        });

        CompletionStage<ValueKey> one = cabinet.rotate(ADMIN);
        CompletionStage<ValueKey> other = cabinet.rotate(ADMIN);
        asked.countDown();

        assertThat(get(one)).isEqualTo(get(other));
        assertThat(cabinet.keys()).hasSize(1);
    }

    @Test
    void keepsItsKeysOverARestart() throws Exception {
        ValueKey old = get(cabinet.current());
        ValueKey fresh = get(cabinet.rotate(ADMIN));

        cabinet.close();
        cabinet = start();
        scheduler.advance(KeyCabinet.PAUSE);

        assertThat(get(cabinet.current())).isEqualTo(fresh);
        assertThat(cabinet.open(old.id(), encrypted(old, "1"))).contains(Secret.of("1"));
        assertThat(cabinet.open(fresh.id(), encrypted(fresh, "2"))).contains(Secret.of("2"));
    }

    @Test
    void keepsPrivateKeysAmongTheSecretsOnly() throws Exception {
        ValueKey key = get(cabinet.current());

        assertThat(store.find(new SecretOwner(SecretOwner.Type.VALUE_KEY, 1), SecretKind.VALUE_KEY))
                .isPresent();
        Map<String, String> states = store.read(view -> view.states("valuekeys."));
        assertThat(states)
                .hasSize(1)
                .allSatisfy(
                        (name, text) -> assertThat(text).contains("PUBLIC KEY").doesNotContain("PRIVATE"));
        assertThat(key.publicKey()).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("-----END PUBLIC KEY-----\n");
    }

    @Test
    @Tag("SEC-04")
    void notesWhoRotatedTheKeys() throws Exception {
        ValueKey unused = get(cabinet.rotate(ADMIN));

        List<Change> changes = store.after(0, 100);
        assertThat(changes)
                .isNotEmpty()
                .allSatisfy(change -> assertThat(change.actor()).isEqualTo(ADMIN));
    }

    @Test
    void triesAgainWhenTheFirstKeyCouldNotBeKept() {
        store.failNextWrite();
        scheduler.advance(KeyCabinet.PAUSE);
        await().until(() -> scheduler.pending() == 1);

        scheduler.advance(KeyCabinet.PAUSE);

        await().untilAsserted(() -> assertThat(cabinet.keys()).hasSize(1));
    }

    @Test
    void leavesEverythingAsItWasWhenARotationCannotBeKept() throws Exception {
        ValueKey key = get(cabinet.current());
        store.failNextWrite();

        assertThatThrownBy(() -> get(cabinet.rotate(ADMIN)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoreException.class);

        assertThat(cabinet.keys()).containsExactly(key);
    }
}
