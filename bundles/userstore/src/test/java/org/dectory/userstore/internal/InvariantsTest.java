package org.dectory.userstore.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.Relation;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever runs concurrently, a device has one user at most, a user one device, and a number one user. */
@Tag("DAT-03")
class InvariantsTest {

    private static final Actor ACTOR = Actor.system("test");
    private static final int THREADS = 8;
    private static final int ROUNDS = 300;

    @TempDir
    private Path folder;

    @Test
    void manyThreadsLinkAndUnlinkTheSameFew() throws Exception {
        try (SqliteStore store = new SqliteStore(folder, new ManualClock(), new Schema(Schema.STEPS))) {
            fill(store);
            AtomicInteger refused = new AtomicInteger();

            inThreads(random -> {
                DeviceId device = new DeviceId(1 + random.nextInt(5));
                UserId user = new UserId(1 + random.nextInt(5));
                refused.addAndGet(random.nextBoolean() ? link(store, device, user) : unlink(store, device));
            });

            assertThat(refused).hasPositiveValue();
            assertThat(replay(store))
                    .containsExactlyInAnyOrderElementsOf(store.read(view -> view.dynamicRelations()).stream()
                            .map(relation -> relation.device().ppn() + "-"
                                    + relation.user().uid())
                            .toList());
        }
    }

    private static void fill(SqliteStore store) {
        for (int i = 1; i <= 5; i++) {
            int number = i;
            store.write(ACTOR, tx -> {
                        tx.addDevice(new Ipei(12, number), HandsetKind.GAP, false);
                        return tx.addUser(new UserNumber("20" + number), Optional.empty(), "", false);
                    })
                    .toCompletableFuture()
                    .join();
        }
    }

    private static int link(SqliteStore store, DeviceId device, UserId user) {
        try {
            store.write(ACTOR, tx -> tx.link(device, user, Relation.Kind.DYNAMIC))
                    .toCompletableFuture()
                    .join();
            return 0;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(NotUniqueException.class);
            return 1;
        }
    }

    private static int unlink(SqliteStore store, DeviceId device) {
        return store.write(ACTOR, tx -> {
                    tx.unlink(device);
                    return 0;
                })
                .toCompletableFuture()
                .join();
    }

    /** Goes through the feed and looks at each step that nobody was tied twice; returns what is left. */
    private static Set<String> replay(SqliteStore store) {
        Set<String> pairs = new HashSet<>();
        long cursor = 0;
        for (List<Change> changes = store.after(cursor, 1000);
                !changes.isEmpty();
                changes = store.after(cursor, 1000)) {
            for (Change change : changes) {
                cursor = change.sequence();
                if (change.kind() == Change.Kind.LINKED) {
                    pairs.add(pair(change));
                    assertThat(pairs.stream().map(pair -> pair.substring(0, 1))).doesNotHaveDuplicates();
                    assertThat(pairs.stream().map(pair -> pair.substring(2))).doesNotHaveDuplicates();
                } else if (change.kind() == Change.Kind.UNLINKED) {
                    assertThat(pairs.remove(pair(change))).isTrue();
                }
            }
        }
        return pairs;
    }

    private static String pair(Change change) {
        return change.device().orElseThrow().ppn() + "-"
                + change.user().orElseThrow().uid();
    }

    @Test
    void ofManyWhoWantANumberOneGetsIt() throws Exception {
        try (SqliteStore store = new SqliteStore(folder, new ManualClock(), new Schema(Schema.STEPS))) {
            AtomicInteger got = new AtomicInteger();

            inThreads(random -> got.addAndGet(add(store, new UserNumber("n" + random.nextInt(50)))));

            assertThat(got).hasValue(50);
        }
    }

    private static int add(SqliteStore store, UserNumber number) {
        try {
            store.write(ACTOR, tx -> tx.addUser(number, Optional.empty(), "", false))
                    .toCompletableFuture()
                    .join();
            return 1;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(NotUniqueException.class).hasMessageContaining(number.value());
            return 0;
        }
    }

    private interface Step {

        void run(Random random);
    }

    private static void inThreads(Step step) throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            Thread thread = new Thread(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    step.run(random);
                }
            });
            thread.setUncaughtExceptionHandler((where, failure) -> {
                synchronized (failures) {
                    failures.add(failure);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }
}
