package org.dectory.configstore.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dectory.api.configuration.ConfigurationSnapshot;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.configuration.SnapshotException;
import org.dectory.api.store.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.FrameworkUtil;

/** What was configured can be taken along, and brought back. */
@Tag("OSG-03")
class SnapshotsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Actor ANNA = Actor.account("anna", "10.0.0.7");
    private static final String PHONES = "org.dectory.phones";
    private static final String DOORS = "org.dectory.doors";

    @TempDir
    private Path data;

    private final Map<String, Map<String, Object>> factory = new HashMap<>();
    private LayeredConfigurations store;
    private FakeAdmin admin;
    private Snapshots snapshots;

    @BeforeEach
    void start() throws IOException {
        factory.put(PHONES, Map.of("rings", 3, "tone", "high"));
        restart(new UnforcedDisk());
    }

    /** A start of the appliance: whatever is not on disk is gone. */
    private void restart(Disk disk) throws IOException {
        store = new LayeredConfigurations(factory, OverlayFolder.open(data, disk));
        admin = new FakeAdmin(store);
        snapshots = new Snapshots(
                store,
                new SnapshotFolder(data, disk, ConfigurationSnapshots.KEPT, ConfigurationSnapshots.PINNED),
                new RunningConfigurations(() -> Optional.of(admin.service())),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void knowsTheFactorysBeforeAnyIsTaken() throws IOException {
        store(DOORS, Map.of("open", true));

        assertThat(snapshots.list())
                .containsExactly(new ConfigurationSnapshot(
                        0,
                        Optional.empty(),
                        "what the factory has set",
                        Optional.empty(),
                        true,
                        false,
                        List.of(DOORS)));
    }

    @Test
    void saysWhoTookOneWhenAndWhy() throws IOException {
        ConfigurationSnapshot taken = snapshots.take("update 17", ANNA, true);
        restart(new UnforcedDisk());

        assertThat(taken)
                .isEqualTo(new ConfigurationSnapshot(
                        1, Optional.of(NOW), "update 17", Optional.of(ANNA), true, false, List.of()));
        assertThat(snapshots.list().get(0)).isEqualTo(taken);
    }

    @Test
    void namesWhatIsOtherNowAndNoValue() throws IOException {
        store(PHONES, Map.of("rings", 5, "tone", "high"));
        snapshots.take("before", ANNA, false);

        store(PHONES, Map.of("rings", 7, "tone", "high"));
        store(DOORS, Map.of("open", true));

        assertThat(snapshots.list().get(0).changes()).containsExactly(DOORS, PHONES);
        store(PHONES, Map.of("rings", 5, "tone", "high"));
        assertThat(snapshots.list().get(0).changes()).containsExactly(DOORS);
    }

    @Test
    void restoresEverythingAndTellsWhoeverHasIt() throws IOException {
        store(PHONES, Map.of("rings", 5, "tone", "high"));
        snapshots.take("before", ANNA, false);
        store(PHONES, Map.of("rings", 7));
        store(DOORS, Map.of("open", true));

        List<String> restored = snapshots.restore(1, Set.of(), ANNA);

        assertThat(restored).containsExactly(DOORS, PHONES);
        assertThat(admin.told()).containsExactly("delete " + DOORS, "update " + PHONES);
        assertThat(load(PHONES)).isEqualTo(Map.of("rings", 5, "tone", "high"));
        assertThat(store.exists(DOORS)).isFalse();
        restart(new UnforcedDisk());
        assertThat(load(PHONES)).isEqualTo(Map.of("rings", 5, "tone", "high"));
        assertThat(store.exists(DOORS)).isFalse();
    }

    @Test
    void restoresWhatWasDeleted() throws IOException {
        store(DOORS, Map.of("open", true));
        store("org.dectory.feed~main", Map.of("url", "x"));
        snapshots.take("before", ANNA, false);
        store.delete(DOORS);
        store.delete(PHONES);
        store.delete("org.dectory.feed~main");
        admin.forget();

        snapshots.restore(1, Set.of(), ANNA);

        assertThat(admin.told())
                .containsExactlyInAnyOrder("update " + DOORS, "update " + PHONES, "update org.dectory.feed~main");
        assertThat(load(DOORS)).isEqualTo(Map.of("open", true));
        assertThat(load(PHONES)).isEqualTo(Map.of("rings", 3, "tone", "high"));
    }

    @Test
    void restoresSomeAndLeavesTheRest() throws IOException {
        snapshots.take("before", ANNA, false);
        store(PHONES, Map.of("rings", 7, "tone", "high"));
        store(DOORS, Map.of("open", true));

        List<String> restored = snapshots.restore(1, Set.of(PHONES), ANNA);

        assertThat(restored).containsExactly(PHONES);
        assertThat(load(PHONES)).containsEntry("rings", 3);
        assertThat(load(DOORS)).isEqualTo(Map.of("open", true));
    }

    @Test
    void letsTheFactorysValuesOfTheFirmwareThatRunsArrive() throws IOException {
        store(PHONES, Map.of("rings", 5, "tone", "high"));
        snapshots.take("update 17", ANNA, true);
        factory.put(PHONES, Map.of("rings", 4, "tone", "low", "light", true));
        restart(new UnforcedDisk());
        store(PHONES, Map.of("rings", 9, "tone", "none", "light", false));

        snapshots.restore(1, Set.of(), ANNA);

        assertThat(load(PHONES)).isEqualTo(Map.of("rings", 5, "tone", "low", "light", true));
    }

    @Test
    void restoresWhatTheFactoryHasSet() throws IOException {
        store(PHONES, Map.of("rings", 7));
        store(DOORS, Map.of("open", true));

        snapshots.restore(ConfigurationSnapshots.FACTORY, Set.of(), ANNA);

        assertThat(load(PHONES)).isEqualTo(Map.of("rings", 3, "tone", "high"));
        assertThat(store.overlays()).isEmpty();
    }

    @Test
    void keepsWhatWasThereBeforeOneIsRestored() throws IOException {
        store(PHONES, Map.of("rings", 7, "tone", "high"));

        snapshots.restore(0, Set.of(), ANNA);

        assertThat(snapshots.list().get(0).cause()).isEqualTo("before restoring 0");
        snapshots.restore(1, Set.of(), ANNA);
        assertThat(load(PHONES)).containsEntry("rings", 7);
    }

    @Test
    void changesAndTellsNothingWhereNothingDiffers() throws IOException {
        store(PHONES, Map.of("rings", 7));
        snapshots.take("before", ANNA, false);

        assertThat(snapshots.restore(1, Set.of(), ANNA)).isEmpty();

        assertThat(admin.told()).isEmpty();
        assertThat(snapshots.list()).hasSize(2);
    }

    @Test
    void keepsNineAndThoseThatArePinned() {
        snapshots.take("update 17", ANNA, true);
        IntStream.range(0, 20).forEach(i -> snapshots.take("another", ANNA, false));

        assertThat(ids()).containsExactly(21, 20, 19, 18, 17, 16, 15, 14, 13, 1, 0);
        snapshots.release(1);
        snapshots.take("another", ANNA, false);
        assertThat(ids()).containsExactly(22, 21, 20, 19, 18, 17, 16, 15, 14, 0);
    }

    @Test
    void pinsNoMoreThanFour() {
        IntStream.range(0, 20).forEach(i -> snapshots.take("update", ANNA, true));

        assertThat(snapshots.list().stream()
                        .filter(ConfigurationSnapshot::pinned)
                        .map(ConfigurationSnapshot::id))
                .containsExactly(20, 19, 18, 17, 0);
        assertThat(ids()).hasSize(4 + 9 + 1);
    }

    @Test
    void doesNotPushOutTheOneThatIsRestored() throws IOException {
        IntStream.range(0, 9).forEach(i -> snapshots.take("another", ANNA, false));
        store(PHONES, Map.of("rings", 7));

        snapshots.restore(1, Set.of(), ANNA);

        assertThat(ids()).contains(1);
    }

    @Test
    void givesNoNumberTwice() throws IOException {
        snapshots.take("one", ANNA, false);
        snapshots.take("two", ANNA, false);
        snapshots.delete(2);
        snapshots.delete(1);
        restart(new UnforcedDisk());

        assertThat(snapshots.take("three", ANNA, false).id()).isEqualTo(3);
    }

    @Test
    void deletesNothingThatIsKept() {
        snapshots.take("update 17", ANNA, true);

        assertRefused(SnapshotException.Kind.KEPT, () -> snapshots.delete(1));
        assertRefused(SnapshotException.Kind.KEPT, () -> snapshots.delete(0));
        assertRefused(SnapshotException.Kind.UNKNOWN, () -> snapshots.delete(2));
        snapshots.release(1);
        snapshots.delete(1);
        assertThat(ids()).containsExactly(0);
    }

    @Test
    void refusesToRestoreWhatNobodyKnows() {
        snapshots.take("before", ANNA, false);

        assertRefused(SnapshotException.Kind.UNKNOWN, () -> snapshots.restore(2, Set.of(), ANNA));
        assertRefused(SnapshotException.Kind.UNKNOWN, () -> snapshots.restore(-1, Set.of(), ANNA));
        assertRefused(SnapshotException.Kind.UNKNOWN_PID, () -> snapshots.restore(1, Set.of("nobody"), ANNA));
    }

    @Test
    void refusesOneThatIsDamagedWhereverItIs() throws IOException {
        store(PHONES, Map.of("rings", 5));
        snapshots.take("before", ANNA, false);
        store(PHONES, Map.of("rings", 7));
        Path file = data.resolve("config/snapshots/1.snapshot");
        byte[] whole = Files.readAllBytes(file);

        for (int position = 0; position < whole.length; position += 7) {
            byte[] damaged = whole.clone();
            damaged[position] ^= 4;
            Files.write(file, damaged);
            restart(new UnforcedDisk());

            assertThat(snapshots.list().get(0).damaged()).as("at %d", position).isTrue();
            assertRefused(SnapshotException.Kind.DAMAGED, () -> snapshots.restore(1, Set.of(), ANNA));
        }
        assertThat(load(PHONES)).isEqualTo(Map.of("rings", 7));
        assertThat(snapshots.take("after", ANNA, false).id()).isEqualTo(2);
        snapshots.delete(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "\u0000"})
    void takesNoneWithoutACauseThatCanBeShown(String cause) {
        assertThatIllegalArgumentException().isThrownBy(() -> snapshots.take(cause, ANNA, false));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshots.take("x".repeat(101), ANNA, false));

        assertThat(ids()).containsExactly(0);
    }

    @Test
    void changesNothingWhenTheDiskIsFull() throws IOException {
        snapshots.take("before", ANNA, false);
        store(PHONES, Map.of("rings", 7));
        restart(new FullDisk());

        assertThatThrownBy(() -> snapshots.take("another", ANNA, false)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> snapshots.restore(1, Set.of(), ANNA)).isInstanceOf(UncheckedIOException.class);

        assertThat(load(PHONES)).isEqualTo(Map.of("rings", 7));
        assertThat(admin.told()).isEmpty();
        restart(new UnforcedDisk());
        assertThat(load(PHONES)).isEqualTo(Map.of("rings", 7));
        assertThat(ids()).containsExactly(1, 0);
    }

    @Test
    void restoresWhileConfigurationAdminIsNotThere() throws IOException {
        snapshots.take("before", ANNA, false);
        store(PHONES, Map.of("rings", 7));
        Snapshots alone = new Snapshots(
                store,
                new SnapshotFolder(data, new UnforcedDisk(), 9, 4),
                new RunningConfigurations(Optional::empty),
                Clock.systemUTC());

        assertThat(alone.restore(1, Set.of(), ANNA)).containsExactly(PHONES);

        assertThat(load(PHONES)).containsEntry("rings", 3);
    }

    private static void assertRefused(SnapshotException.Kind kind, Runnable deed) {
        assertThatThrownBy(deed::run)
                .isInstanceOfSatisfying(
                        SnapshotException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(kind));
    }

    private List<Integer> ids() {
        return snapshots.list().stream().map(ConfigurationSnapshot::id).toList();
    }

    private void store(String pid, Map<String, ?> values) throws IOException {
        Map<String, Object> all = new HashMap<>(values);
        all.put("service.pid", pid);
        store.store(pid, FrameworkUtil.asDictionary(all));
        admin.find(pid);
    }

    private Map<String, Object> load(String pid) throws IOException {
        Map<String, Object> values = new HashMap<>(Values.copyOf((Dictionary<?, ?>) store.load(pid)));
        values.keySet().removeAll(Set.of("service.pid", "service.bundleLocation"));
        return values;
    }
}
