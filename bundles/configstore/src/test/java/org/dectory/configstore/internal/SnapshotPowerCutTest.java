package org.dectory.configstore.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dectory.api.configuration.ConfigurationSnapshot;
import org.dectory.api.store.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.FrameworkUtil;

/** A configuration is restored as a whole or not at all, wherever the power goes. */
@Tag("OSG-03")
@Tag("DBS-01")
class SnapshotPowerCutTest {

    private static final Actor UPDATE = Actor.system("fieldupdate");
    private static final Map<String, Integer> OLD = Map.of("changed", 1, "deleted", 1, "same", 1);
    private static final Map<String, Integer> NEW = Map.of("changed", 2, "added", 2, "same", 1);

    @TempDir
    private Path data;

    private LayeredConfigurations store;
    private Snapshots snapshots;

    @BeforeEach
    void takeOne() throws IOException {
        restart(new UnforcedDisk());
        put(OLD);
        snapshots.take("update 17", UPDATE, true);
    }

    private void restart(Disk disk) throws IOException {
        store = new LayeredConfigurations(Map.of("factory", Map.of("value", 0)), OverlayFolder.open(data, disk));
        snapshots = new Snapshots(
                store,
                new SnapshotFolder(data, disk, 9, 4),
                new RunningConfigurations(Optional::empty),
                Clock.systemUTC());
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100})
    void isOldOrNewWhereverThePowerGoesWhileItIsRestored(int percentWritten) throws IOException {
        int steps = 1;
        FailingDisk disk;
        do {
            restart(new UnforcedDisk());
            putNew();
            disk = new FailingDisk(steps++, percentWritten);
            restart(disk);
            boolean acknowledged = restored();
            boolean isNewNow = values().equals(OLD);
            restart(new UnforcedDisk());

            assertThat(values()).as("after %d steps", steps).isIn(acknowledged ? List.of(OLD) : List.of(OLD, NEW));
            // What has been done in memory is done.
            assertThat(isNewNow).isEqualTo(acknowledged);
            assertThat(snapshots.list()).noneMatch(ConfigurationSnapshot::damaged);
        } while (disk.failed());
        assertThat(steps).isGreaterThan(15);
    }

    @Test
    void keepsWhatIsSetAfterADiskHasFailedWithinIt() throws IOException {
        int steps = 1;
        HiccupDisk disk;
        do {
            restart(new UnforcedDisk());
            putNew();
            disk = new HiccupDisk(steps++);
            restart(disk);
            restored();
            Map<String, Integer> expected = new TreeMap<>(values());

            setInTheEnd("changed", 3);
            expected.put("changed", 3);

            assertThat(values()).isEqualTo(expected);
            restart(new UnforcedDisk());
            assertThat(values()).as("after %d steps", steps).isEqualTo(expected);
        } while (disk.hadOne());
        assertThat(steps).isGreaterThan(15);
    }

    @Test
    void isThereOrNotWhereverThePowerGoesWhileItIsTaken() throws IOException {
        int steps = 1;
        FailingDisk disk;
        do {
            restart(new UnforcedDisk());
            List<ConfigurationSnapshot> before = snapshots.list();
            disk = new FailingDisk(steps++, 50);
            restart(disk);
            boolean acknowledged = taken();
            restart(new UnforcedDisk());

            List<ConfigurationSnapshot> after = snapshots.list();
            assertThat(after).noneMatch(ConfigurationSnapshot::damaged);
            assertThat(after.get(0).id() - before.get(0).id()).isIn(acknowledged ? List.of(1) : List.of(0, 1));
            assertThat(after).anyMatch(ConfigurationSnapshot::pinned);
            assertThat(after).hasSizeLessThanOrEqualTo(9 + 4 + 1);
        } while (disk.failed() || steps < 20);
    }

    private boolean taken() {
        try {
            snapshots.take("another", UPDATE, false);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private boolean restored() {
        try {
            snapshots.restore(1, Set.of(), UPDATE);
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** With a snapshot of it, so that restoring another takes none, and the first step is one of restoring. */
    private void putNew() throws IOException {
        put(NEW);
        snapshots.take("before", UPDATE, false);
    }

    private void put(Map<String, Integer> values) throws IOException {
        for (String pid : store.overlays().keySet()) {
            if (!values.containsKey(pid)) {
                store.delete(pid);
            }
        }
        for (Map.Entry<String, Integer> value : values.entrySet()) {
            set(value.getKey(), value.getValue());
        }
    }

    private void setInTheEnd(String pid, int value) throws IOException {
        try {
            set(pid, value);
        } catch (IOException e) {
            set(pid, value);
        }
    }

    private void set(String pid, int value) throws IOException {
        store.store(pid, FrameworkUtil.asDictionary(Map.of("service.pid", pid, "value", value)));
    }

    private Map<String, Integer> values() {
        Map<String, Integer> values = new HashMap<>();
        store.overlays()
                .forEach((pid, overlay) ->
                        values.put(pid, (Integer) overlay.set().get("value")));
        return values;
    }

    /** A disk of which one step fails, and those after it do not. */
    private static final class HiccupDisk implements Disk {

        private final Disk disk = new UnforcedDisk();
        private int stepsLeft;

        HiccupDisk(int stepsLeft) {
            this.stepsLeft = stepsLeft;
        }

        boolean hadOne() {
            return stepsLeft < 0;
        }

        private void step() throws IOException {
            if (stepsLeft-- == 0) {
                throw new IOException("once");
            }
        }

        @Override
        public void write(Path file, byte[] content) throws IOException {
            step();
            disk.write(file, content);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            step();
            disk.rename(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            step();
            disk.delete(file);
        }

        @Override
        public void force(Path folder) throws IOException {
            step();
            disk.force(folder);
        }
    }
}
