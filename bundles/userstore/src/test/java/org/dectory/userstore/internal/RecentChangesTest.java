package org.dectory.userstore.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreTransaction;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told from memory is what the database would tell. */
class RecentChangesTest {

    private static final Actor ACTOR = Actor.account("Zoë", "192.0.2.1");

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = open(clock);
    }

    private SqliteStore open(Clock time) {
        return new SqliteStore(folder, time, new Schema(Schema.STEPS));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void tellsTheSameAsTheDatabaseWhateverIsAskedFor() {
        clock.advance(Duration.ofNanos(123_456_789));
        store.close();
        store = open(clock);
        Random random = new Random(1);
        for (int round = 0; round < 60; round++) {
            List<CompletableFuture<?>> stages = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                int seed = random.nextInt();
                stages.add(store.write(seed % 2 == 0 ? ACTOR : Actor.system("test"), tx -> changeAndMaybeFail(tx, seed))
                        .exceptionally(failure -> "refused")
                        .toCompletableFuture());
            }
            stages.forEach(CompletableFuture::join);
            clock.advance(Duration.ofNanos(random.nextInt(3_000_000)));
        }
        assertThat(store.after(0, 1000)).extracting(Change::kind).contains(Change.Kind.values());

        hideFromTheDatabase();
        List<List<Change>> remembered = answers();
        showInTheDatabase();
        store.close();
        store = open(clock);

        assertThat(remembered).isEqualTo(answers());
        assertThat(store.after(0, 1000)).hasSizeGreaterThan(100).hasSize((int) store.head());
    }

    /** One of all that a transaction can do; two in five take it back. */
    private static String changeAndMaybeFail(StoreTransaction tx, int seed) {
        Random random = new Random(seed);
        UserNumber number = new UserNumber(Integer.toString(200 + random.nextInt(8)));
        UserId user = tx.findUser(number)
                .orElseGet(() -> tx.addUser(number, Optional.empty(), "Öz", false))
                .id();
        Ipei ipei = new Ipei(12, random.nextInt(8));
        DeviceId device = tx.findDevice(ipei)
                .orElseGet(() -> tx.addDevice(ipei, HandsetKind.GAP, false))
                .id();
        String text = Integer.toString(seed);
        switch (random.nextInt(10)) {
            case 0 -> tx.removeUser(user);
            case 1 -> tx.removeDevice(device);
            case 2 -> {
                tx.unlink(device);
                tx.findRelation(user).ifPresent(relation -> tx.unlink(relation.device()));
                tx.link(device, user, Relation.Kind.DYNAMIC);
            }
            case 3 -> tx.findRelation(device).ifPresent(login -> tx.changeRelation(device, other(login.kind())));
            case 4 -> tx.secrets().put(SecretOwner.of(user), SecretKind.PIN_PHONE, Secret.of("4321"));
            case 5 -> tx.putLayer(user, Layer.PHONE, Map.of("a", text));
            case 6 -> tx.putCommonLayer(Map.of("a", text));
            case 7 -> tx.putState("test.ключ", text);
            case 8 -> tx.update(tx.findUser(user).orElseThrow().withExternal(random.nextBoolean()));
            default -> tx.update(tx.findDevice(device).orElseThrow().withEncryption(random.nextBoolean()));
        }
        if (random.nextInt(5) < 2) {
            throw new IllegalStateException("on purpose");
        }
        return "changed";
    }

    private static Relation.Kind other(Relation.Kind kind) {
        return kind == Relation.Kind.FIXED ? Relation.Kind.DYNAMIC : Relation.Kind.FIXED;
    }

    /** What is told after each entry, for many lengths. */
    private List<List<Change>> answers() {
        List<List<Change>> answers = new ArrayList<>();
        for (long cursor = 0; cursor <= store.head() + 2; cursor++) {
            for (int max : new int[] {1, 2, 7, 100, 1000}) {
                answers.add(store.after(cursor, max));
            }
        }
        answers.add(store.after(Long.MAX_VALUE, 1000));
        return answers;
    }

    private void hideFromTheDatabase() {
        execute("ALTER TABLE change RENAME TO hidden");
    }

    private void showInTheDatabase() {
        execute("ALTER TABLE hidden RENAME TO change");
    }

    private void execute(String sql) {
        try (Session session = TestSessions.open(folder)) {
            session.run(sql);
        }
    }

    @Test
    void asksTheDatabaseForWhatIsOlder() {
        String previous = "before the start";
        write(previous);
        store.close();
        store = open(clock);
        for (int i = 0; i < RecentChanges.KEPT + 500; i++) {
            write("n" + i);
        }

        for (long cursor = 0; cursor < store.head(); cursor++) {
            assertThat(store.after(cursor, 2).get(0).sequence()).isEqualTo(cursor + 1);
        }
        assertThat(store.after(-1, 1)).extracting(Change::detail).containsExactly(key(previous));
        assertThat(store.after(499, 1000)).hasSize(1000);
    }

    @Test
    void tellsNothingOfATransactionThatRunsOrIsUndoneHoweverLong() {
        write("first");
        List<List<Change>> meanwhile = new ArrayList<>();
        store.write(ACTOR, tx -> {
                    for (int i = 0; i < RecentChanges.KEPT + 10; i++) {
                        tx.putState(key("a" + i), "");
                        if (i % 100 == 0) {
                            meanwhile.add(store.after(1, 1000));
                        }
                    }
                    throw new IllegalStateException("on purpose");
                })
                .exceptionally(failure -> "refused")
                .toCompletableFuture()
                .join();
        assertThat(meanwhile).hasSize(21).containsOnly(List.of());
        assertThat(store.head()).isEqualTo(1);

        write("second");

        assertThat(store.head()).isEqualTo(2);
        assertThat(store.after(0, 1000)).extracting(Change::detail).containsExactly(key("first"), key("second"));
    }

    @Test
    void tellsOfACommitThatFailedNothing() {
        write("first");
        long pages = limitPages(1);
        CompletableFuture<?> failing = store.write(ACTOR, tx -> {
                    for (int i = 0; i < 20; i++) {
                        tx.putState(key("big" + i), "x".repeat(60_000));
                    }
                    return "filled";
                })
                .toCompletableFuture();
        Awaitility.await().until(failing::isCompletedExceptionally);

        assertThat(store.after(0, 1000)).extracting(Change::detail).containsExactly(key("first"));

        limitPages(pages + 10_000);
        write("second");
        assertThat(store.after(0, 1000)).extracting(Change::detail).containsExactly(key("first"), key("second"));
        assertThat(store.after(1, 1000)).extracting(Change::sequence).containsExactly(2L);
    }

    private long limitPages(long pages) {
        return store.write(ACTOR, tx -> ((SqlTransaction) tx).session().number("PRAGMA max_page_count = " + pages))
                .toCompletableFuture()
                .join();
    }

    @Test
    void followersFindInTheStoreWhatTheyAreTold() {
        AtomicReference<Instant> told = new AtomicReference<>(Instant.MIN);
        List<String> missed = new ArrayList<>();

        try (ChangeFeed.Following following = store.follow("test", 0, changes -> {
            for (Change change : changes) {
                if (store.read(view -> view.findState(change.detail())).isEmpty()) {
                    missed.add(change.detail());
                }
                told.set(change.at());
            }
        })) {
            assertThat(following).isNotNull();
            for (int i = 0; i < 500; i++) {
                clock.advance(Duration.ofSeconds(1));
                write("n" + i);
            }
            Awaitility.await().until(() -> clock.instant().equals(told.get()));
        }

        assertThat(missed).isEmpty();
    }

    private void write(String name) {
        store.write(ACTOR, tx -> {
                    tx.putState(key(name), "");
                    return "written";
                })
                .toCompletableFuture()
                .join();
    }

    private static String key(String name) {
        return "test." + name;
    }
}
