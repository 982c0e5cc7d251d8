package org.dectory.userstore.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.UserRow;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups, full disks, long queues and large numbers. */
class WriterTest {

    private static final Actor ACTOR = Actor.system("test");

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = new SqliteStore(folder, clock, new Schema(Schema.STEPS));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void commitsWhatWaitsInOneGroup() {
        CountDownLatch held = hold();
        List<CompletableFuture<?>> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stages.add(add("n" + i));
        }

        held.countDown();
        stages.forEach(CompletableFuture::join);

        assertThat(store.counts().largestGroup()).isEqualTo(100);
        assertThat(store.counts().commits()).isEqualTo(2);
    }

    @Test
    void refusesWhatDoesNotFitIntoTheQueue() {
        CountDownLatch held = hold();
        List<CompletableFuture<?>> stages = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            stages.add(state("test.a", Integer.toString(i)));
        }

        assertThatThrownBy(() -> state("test.b", "").join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("10000");
        held.countDown();
        stages.forEach(CompletableFuture::join);

        assertThat(store.read(view -> view.findState("test.a")).orElseThrow()).isEqualTo("9999");
    }

    @Test
    void finishesWhatWaitsWhenItIsClosed() {
        CountDownLatch held = hold();
        CompletableFuture<?> waiting = add("201");
        held.countDown();

        store.close();

        assertThat(waiting).isCompleted();
        assertThatThrownBy(() -> add("202").join()).hasCauseInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.read(view -> view.nextDue())).isInstanceOf(StoreException.class);
    }

    @Test
    void survivesAFullDisk() {
        add("201").join();
        long head = store.head();
        long pages = limitPages(1);

        assertThatThrownBy(this::fillTheDisk)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("The disk is full");

        assertThat(store.read(view -> view.states("test.big")).size()).isZero();
        assertThat(store.head()).isEqualTo(head);
        assertThat(has("201")).isTrue();

        limitPages(pages + 10_000);
        add("202").join();

        assertThat(has("202")).isTrue();
        assertThat(store.counts().failed()).isEqualTo(1);
    }

    @Test
    @Tag("DBS-01")
    void writesAgainByTheSameStatementsWhenAFullDiskHasRoom() {
        long pages = limitPages(1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(this::fillTheDisk).hasMessageContaining("The disk is full");
        }

        limitPages(pages + 10_000);
        fillTheDisk();

        assertThat(store.read(view -> view.states("test.big")).size()).isEqualTo(20);
    }

    @Test
    void saysWhyNothingCanBeWrittenUntilAChangeSucceeds() {
        assertThat(store.problem()).isEmpty();
        long pages = limitPages(1);
        assertThatThrownBy(this::fillTheDisk).hasMessageContaining("The disk is full");

        // A transaction that writes nothing proves nothing.
        limitPages(1);
        assertThat(store.problem())
                .hasValueSatisfying(reason -> assertThat(reason).contains("The disk is full"));

        limitPages(pages + 10_000);
        add("201").join();
        assertThat(store.problem()).isEmpty();
    }

    @Test
    void findsOutByItselfThatThereIsRoomAgainAndLeavesNoTrace() {
        long pages = limitPages(1);
        assertThatThrownBy(this::fillTheDisk).hasMessageContaining("The disk is full");
        long head = store.head();

        clock.advance(WriterTrouble.RETRY);
        store.problem();
        limitPages(pages + 10_000);
        assertThat(store.problem()).isPresent();

        clock.advance(WriterTrouble.RETRY);
        Awaitility.await().until(() -> store.problem().isEmpty());
        assertThat(store.head()).isEqualTo(head);
    }

    @Test
    void saysThatItHasStopped() {
        store.close();

        assertThat(store.problem()).isPresent();
    }

    private void fillTheDisk() {
        store.write(ACTOR, tx -> {
                    for (int i = 0; i < 20; i++) {
                        tx.putState("test.big" + i, "x".repeat(60_000));
                    }
                    return "filled";
                })
                .toCompletableFuture()
                .join();
    }

    /** Lets SQLite say that the disk is full when the file would grow; returns its size in pages. */
    private long limitPages(long pages) {
        return store.write(ACTOR, tx -> ((SqlTransaction) tx).session().number("PRAGMA max_page_count = " + pages))
                .toCompletableFuture()
                .join();
    }

    @Test
    void survivesAFunctionThatThrowsAnError() {
        CompletableFuture<Object> stage = store.write(ACTOR, tx -> {
                    throw new StackOverflowError("on purpose");
                })
                .toCompletableFuture();

        assertThatThrownBy(stage::join).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(add("201").join()).isNotNull();
    }

    @Test
    void keepsTheNewestHundredThousandChanges() {
        for (int round = 0; round < 26; round++) {
            List<CompletableFuture<?>> stages = new ArrayList<>();
            for (int i = 0; i < 4000; i++) {
                stages.add(state("test.key", round + "-" + i));
            }
            stages.forEach(CompletableFuture::join);
        }

        assertThat(store.head()).isEqualTo(104_000);
        assertThat(store.after(0, 1).get(0).sequence()).isBetween(3900L, 4001L);
        assertThat(store.after(store.head() - 1000, 1000)).hasSize(1000);
    }

    @Test
    @Tag("DAT-06")
    void pagesTenThousandRowsQuickly() {
        List<CompletableFuture<?>> stages = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            stages.add(store.write(ACTOR, tx -> {
                        tx.addDevice(new Ipei(12, number), HandsetKind.GAP, false);
                        return tx.addUser(new UserNumber("n" + number), Optional.empty(), "Öz " + number, false);
                    })
                    .toCompletableFuture());
        }
        stages.forEach(CompletableFuture::join);
        Instant start = Instant.now();

        Page<UserRow> last = store.read(view -> view.users(new PageRequest(9950, 50, "name", false, "")));
        Page<UserRow> found = store.read(view -> view.users(new PageRequest(0, 50, "name", true, "öZ 99")));

        assertThat(last.rows()).hasSize(50);
        assertThat(last.total()).isEqualTo(10_000);
        assertThat(found.total()).isEqualTo(111);
        // Tens of milliseconds on an idle machine; the limit is for one that builds other things as well.
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    /** Keeps the writer busy until the latch is opened. */
    private CountDownLatch hold() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        store.write(ACTOR, tx -> {
            begun.countDown();
            await(held);
            return "held";
        });
        await(begun);
        return held;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean has(String number) {
        return store.read(view -> view.findUser(new UserNumber(number)).isPresent());
    }

    private CompletableFuture<?> add(String number) {
        return store.write(ACTOR, tx -> tx.addUser(new UserNumber(number), Optional.empty(), "", false))
                .toCompletableFuture();
    }

    private CompletableFuture<?> state(String key, String text) {
        return store.write(ACTOR, tx -> {
                    tx.putState(key, text);
                    return "written";
                })
                .toCompletableFuture();
    }
}
