package org.dectory.userstore.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.User;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens at the start: damage, other processes, other versions, other times. */
class DatabaseTest {

    private static final Actor ACTOR = Actor.system("test");
    private static final Ipei PHONE = new Ipei(12, 1);

    @TempDir
    private Path folder;

    @Test
    @Tag("DBS-01")
    void waitsForTheDiskAtEveryCommit() {
        try (Database database = Database.open(folder, new Schema(Schema.STEPS));
                Session writer = database.openWriter()) {
            assertThat(writer.number("PRAGMA synchronous")).isEqualTo(2);
            assertThat(writer.first("PRAGMA journal_mode", row -> row.getString(1)))
                    .contains("wal");
            assertThat(writer.number("PRAGMA foreign_keys")).isEqualTo(1);
        }
    }

    @Test
    void readersCannotWrite() {
        try (Database database = Database.open(folder, new Schema(Schema.STEPS));
                Session reader = database.openReader()) {
            assertThatThrownBy(() -> reader.run("DELETE FROM user")).isInstanceOf(StoreException.class);
        }
    }

    @Test
    @Tag("DBS-02")
    void findsEverythingAgainAfterARestart() {
        User user;
        try (SqliteStore store = open()) {
            user = add(store, "201");
        }

        try (SqliteStore store = open()) {
            assertThat(find(store, "201")).contains(user);
            assertThat(store.head()).isEqualTo(1);
            assertThat(add(store, "202").id().uid()).isGreaterThan(user.id().uid());
        }
    }

    @Test
    @Tag("DBS-04")
    void saysWhatToDoWithADatabaseThatIsNone() throws Exception {
        Files.writeString(folder.resolve("dectory.db"), "This is no database. ".repeat(500));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("dectory.db");
        assertThat(folder.resolve("dectory.db")).content().startsWith("This is no database.");
    }

    @Test
    @Tag("DBS-04")
    void saysWhatToDoWithADamagedDatabase() throws Exception {
        try (SqliteStore store = open()) {
            for (int i = 0; i < 200; i++) {
                add(store, "n" + i);
            }
        }
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("dectory.db").toFile(), "rw")) {
            file.seek(8192);
            file.write(new byte[40_000]);
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("Restore a backup");
    }

    @Test
    void letsNoSecondStoreIn() {
        SqliteStore first = open();
        try (first) {
            assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("in use");
            assertThat(add(first, "201").revision()).isEqualTo(1);
        }

        open().close();
    }

    @Test
    void letsNoSecondProcessIn() throws Exception {
        try (SqliteStore store = open()) {
            ChildProcess child = new ChildProcess(Intruder.class, folder);

            assertThat(child.line()).contains("in use by another process");
            assertThat(child.killAndReadRest()).isEmpty();
            assertThat(add(store, "201").revision()).isEqualTo(1);
        }
    }

    /** Opens a store that somebody else may have open. */
    static final class Intruder {

        private Intruder() {}

        public static void main(String[] args) {
            try {
                SqliteStore store = new SqliteStore(Path.of(args[0]), Clock.systemUTC(), new Schema(Schema.STEPS));
                System.out.println("opened with " + store.head());
            } catch (StoreException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    @Tag("DBS-04")
    void keepsTheDataWhenTheTablesGrow() {
        User user;
        try (SqliteStore store = open()) {
            user = add(store, "201");
        }

        try (SqliteStore newer = open(grown(1))) {
            assertThat(find(newer, "201")).contains(user);
        }
        try (SqliteStore rolledBack = open()) {
            assertThat(find(rolledBack, "201")).contains(user);
            assertThat(add(rolledBack, "202").revision()).isEqualTo(1);
        }
        try (SqliteStore newerAgain = open(grown(1));
                Session session = TestSessions.open(folder)) {
            assertThat(find(newerAgain, "202")).isPresent();
            assertThat(session.number("PRAGMA user_version")).isEqualTo(Schema.STEPS.size() + 1);
            assertThat(session.number("SELECT count(*) FROM user WHERE colour = 'grey'"))
                    .isEqualTo(2);
        }
    }

    @Test
    @Tag("DBS-04")
    void refusesADatabaseThatOlderFirmwareCannotRead() {
        try (SqliteStore newer = open(grown(Schema.STEPS.size() + 1))) {
            add(newer, "201");
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("version " + (Schema.STEPS.size() + 1))
                .hasMessageContaining("install the newer firmware");
        try (SqliteStore newer = open(grown(Schema.STEPS.size() + 1))) {
            assertThat(find(newer, "201")).isPresent();
        }
    }

    @Test
    void undoesAStepThatFails() {
        open().close();
        List<Schema.Step> steps = new ArrayList<>(Schema.STEPS);
        steps.add(new Schema.Step(1, List.of("CREATE TABLE extra (id INTEGER)", "this is no statement")));

        assertThatThrownBy(() -> open(new Schema(steps))).isInstanceOf(StoreException.class);

        try (Session session = TestSessions.open(folder)) {
            assertThat(session.number("PRAGMA user_version")).isEqualTo(Schema.STEPS.size());
            assertThat(session.number("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"))
                    .isZero();
        }
    }

    @Test
    @Tag("DBS-04")
    @Tag("OPS-05")
    void readsDevicesOfADatabaseThatKnewNeitherAlgorithmsNorNumbers() {
        Schema old = new Schema(Schema.STEPS.subList(0, 1));
        open(old).close();
        try (Session session = TestSessions.open(folder)) {
            session.run(
                    "INSERT INTO device (revision, ipei, printed, kind, subscription, encryption, created)"
                            + " VALUES (3, ?, ?, 'GAP', 'SUBSCRIBED', 1, 0)",
                    Rows.number(PHONE),
                    PHONE.toString());
        }

        Device before;
        Device changed;
        try (SqliteStore store = open()) {
            before = device(store);
            changed = store.write(
                            ACTOR, tx -> tx.update(before.withAlgorithm("DSAA2").withNumbers("110", "112")))
                    .toCompletableFuture()
                    .join();
        }

        assertThat(before)
                .isEqualTo(new Device(
                        new DeviceId(1),
                        3,
                        PHONE,
                        HandsetKind.GAP,
                        Device.SubscriptionState.SUBSCRIBED,
                        true,
                        Instant.EPOCH));
        // The older firmware goes on with such a database: it passes over what it does not know.
        open(old).close();
        try (SqliteStore store = open()) {
            assertThat(device(store)).isEqualTo(changed);
        }
    }

    private static Device device(SqliteStore store) {
        return store.read(view -> view.findDevice(new DeviceId(1))).orElseThrow();
    }

    private static Schema grown(int compatibleFrom) {
        List<Schema.Step> steps = new ArrayList<>(Schema.STEPS);
        steps.add(new Schema.Step(
                compatibleFrom, List.of("ALTER TABLE user ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'")));
        return new Schema(steps);
    }

    @Test
    @Tag("DBS-01")
    void aClockOf1970DoesNotTurnTimeBack() {
        try (SqliteStore store = open()) {
            add(store, "201");
        }

        try (SqliteStore store = new SqliteStore(folder, new ManualClock(Instant.EPOCH), new Schema(Schema.STEPS))) {
            assertThat(add(store, "202").created()).isEqualTo(ManualClock.START);
            assertThat(store.read(view -> view.latestInstant()).orElseThrow()).isEqualTo(ManualClock.START);
        }
    }

    @Test
    void unpacksTheLibraryOnceAndLeavesNothingBehindWhenKilled() throws Exception {
        for (int start = 0; start < 2; start++) {
            ChildProcess child = new ChildProcess(Intruder.class, folder);
            assertThat(child.line()).startsWith("opened");
            assertThat(child.killAndReadRest()).isEmpty();
        }

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).map(path -> String.valueOf(path.getFileName())))
                    .containsExactlyInAnyOrder(
                            "dectory.db",
                            "dectory.db-wal",
                            "dectory.db-shm",
                            "dectory.lock",
                            "device.key",
                            "libsqlitejdbc.so");
        }
    }

    private SqliteStore open() {
        return open(new Schema(Schema.STEPS));
    }

    private SqliteStore open(Schema schema) {
        return new SqliteStore(folder, new ManualClock(), schema);
    }

    private static User add(SqliteStore store, String number) {
        return store.write(ACTOR, tx -> tx.addUser(new UserNumber(number), Optional.empty(), "", false))
                .toCompletableFuture()
                .join();
    }

    private static Optional<User> find(SqliteStore store, String number) {
        return store.read(view -> view.findUser(new UserNumber(number)));
    }
}
