package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.testkit.InMemoryStore;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The password of one server never goes to another, whatever changes while files are fetched. */
@Tag("PRV-09")
class SourcePasswordTest {

    private static final Source BEFORE = new Source("https", "before.example", 0, "", "phone");
    private static final Source AFTER = new Source("https", "after.example", 0, "", "phone");

    private final InMemoryStore store = new InMemoryStore(new ManualClock());
    private final Deque<Runnable> justBeforeReading = new ArrayDeque<>();
    private final SourcePassword password = SourcePassword.ofSpecific(store, new ChangingSecrets());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void goesToNobodyElseWhenItChangesWhileItIsRead() {
        put(BEFORE, "old");
        justBeforeReading.add(() -> put(AFTER, "new"));

        assertThat(password.find(BEFORE)).isEmpty();
        assertThat(password.find(AFTER)).contains(Secret.of("new"));
    }

    @Test
    void isTheOldOneUntilTheChangeIsToldAndThenTheNewOne() {
        put(BEFORE, "old");
        assertThat(password.find(BEFORE)).contains(Secret.of("old"));

        put(AFTER, "new");
        assertThat(password.find(AFTER)).isEmpty();
        assertThat(password.find(BEFORE)).contains(Secret.of("old"));

        password.changed();
        assertThat(password.find(BEFORE)).isEmpty();
        assertThat(password.find(AFTER)).contains(Secret.of("new"));
    }

    @Test
    void isStillThereForTheNextFileWhenOneHasClosedIt() {
        put(BEFORE, "old");

        password.find(BEFORE).ifPresent(Secret::close);

        assertThat(password.find(BEFORE)).contains(Secret.of("old"));
    }

    private void put(Source source, String text) {
        store.write(Actor.system("test"), tx -> {
                    password.put(tx, source, Secret.of(text));
                    return "put";
                })
                .toCompletableFuture()
                .join();
    }

    /** Secrets that change between what is read of the store and what is read of them. */
    private final class ChangingSecrets implements Secrets {

        @Override
        public Optional<Secret> find(SecretOwner owner, SecretKind kind) {
            Runnable change = justBeforeReading.poll();
            if (change != null) {
                change.run();
            }
            return store.find(owner, kind);
        }

        @Override
        public Map<SecretKind, Secret> findAll(SecretOwner owner) {
            return store.findAll(owner);
        }
    }
}
