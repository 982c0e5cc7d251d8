package org.dectory.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dectory.release.FailingDisk.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong with power and disk, an appliance starts the old or the new set, whole. */
@Tag("OSG-03")
class PowerCutTest {

    /** How far the failures lie apart that are tried: every one where there is time. */
    private static final int STRIDE = Boolean.getBoolean("dectory.thorough") ? 1 : 6;

    @TempDir
    Path folder;

    private Vendor vendor;
    private Path second;
    private Path third;

    /** The highest version that was committed before the power went. */
    private long promised;

    @BeforeEach
    void open() {
        vendor = new Vendor(folder);
        second = vendor.update(vendor.set(2));
        third = vendor.update(vendor.set(3));
    }

    private Releases releases(Disk disk, Path path) {
        return new Releases(disk, path, vendor.factory(), Clock.systemUTC());
    }

    /** One update that is kept, one that is rolled back, one that is kept after all. */
    private void story(Releases releases) throws IOException, RefusedException {
        promised = 1;
        String set = releases.stage(second, Optional.empty());
        releases.beginTrial(set);
        releases.boot();
        releases.commit(set);
        promised = 2;
        set = releases.stage(third, Optional.empty());
        releases.beginTrial(set);
        releases.boot();
        releases.rollBack(set, RollbackReason.UNHEALTHY, "");
        releases.boot();
        releases.discard(releases.stage(third, Optional.empty()), "");
        set = releases.stage(third, Optional.empty());
        releases.beginTrial(set);
        releases.boot();
        releases.commit(set);
        promised = 3;
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "TORN"})
    void nothingIsLostWhenThePowerGoesAtAnyStep(Fault fault) throws Exception {
        int steps = 0;
        boolean cut = true;
        while (cut) {
            Path path = folder.resolve("release-" + steps);
            cut = isCut(releases(new FailingDisk(steps, fault), path));
            Releases after = releases(new UnforcedDisk(), path);
            for (int start = 0; start < 4; start++) {
                long version = wholeVersion(after.boot());
                assertThat(version).as("after %d steps", steps).isBetween(promised, promised + 1);
            }
            assertThat(after.boot().trial())
                    .as("a trial that nobody commits ends")
                    .isFalse();
            bringUpToDate(after);
            assertThat(wholeVersion(after.boot())).as("after %d steps", steps).isEqualTo(3);
            steps++;
        }
        assertThat(steps).as("steps of the story").isGreaterThan(60);
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "FULL_AT_HALF", "READ_ONLY"})
    void nothingIsLostWhenTheDiskTakesNoMoreFromAnyStepOn(Fault fault) throws Exception {
        int steps = Math.floorMod(fault.name().hashCode(), STRIDE);
        boolean failed = true;
        while (failed) {
            Path path = folder.resolve("release-" + steps);
            FailingDisk disk = new FailingDisk(steps, fault);
            failed = isStopped(disk, releases(disk, path));
            for (int start = 0; start < 3; start++) {
                BootPlan plan = releases(disk, path).boot();
                assertThat(wholeVersion(plan))
                        .as("with %s after %d steps", fault, steps)
                        .isBetween(promised, promised + 1);
                assertThat(plan.trial()).as("a trial that cannot be counted").isFalse();
            }
            disk.mend();
            Releases after = releases(disk, path);
            for (int start = 0; start < 4; start++) {
                assertThat(wholeVersion(after.boot()))
                        .as("then, after %d steps", steps)
                        .isBetween(promised, promised + 1);
            }
            bringUpToDate(after);
            assertThat(wholeVersion(after.boot()))
                    .as("in the end, after %d steps", steps)
                    .isEqualTo(3);
            steps += STRIDE;
        }
        assertThat(steps).as("steps of the story").isGreaterThan(60);
    }

    /** Tells the story until something does not work. */
    private boolean isStopped(FailingDisk disk, Releases releases) throws RefusedException {
        try {
            story(releases);
        } catch (IOException e) {
            assertThat(disk.hasFailed()).isTrue();
        } catch (IllegalStateException e) {
            // A trial that could not be counted was not started, and then there is none to commit.
            assertThat(disk.hasFailed()).isTrue();
        }
        return disk.hasFailed();
    }

    @ParameterizedTest
    @EnumSource(names = {"FULL", "FULL_AT_HALF", "READ_ONLY"})
    void everyStepCanBeDoneOnceMoreWhenTheDiskHasRoomAgain(Fault fault) throws Exception {
        int steps = Math.floorMod(fault.name().hashCode(), STRIDE);
        boolean failed = true;
        while (failed) {
            FailingDisk disk = new FailingDisk(steps, fault);
            Path path = folder.resolve("release-" + steps);
            Releases releases = releases(disk, path);

            String set = again(disk, () -> releases.stage(second, Optional.empty()));
            again(disk, () -> begun(releases, set));
            again(disk, () -> releases.boot().toString());
            again(disk, () -> committed(releases, set));
            String next = again(disk, () -> releases.stage(third, Optional.empty()));
            again(disk, () -> begun(releases, next));
            again(disk, () -> rolledBack(releases, next));

            assertThat(wholeVersion(releases.boot()))
                    .as("with %s after %d steps", fault, steps)
                    .isEqualTo(2);
            assertThat(releases.state())
                    .as("the journal says the same")
                    .isEqualTo(ReleaseState.replay(new Journal(disk, path).read()));
            failed = disk.hasFailed();
            steps += STRIDE;
        }
        assertThat(steps).as("steps of the story").isGreaterThan(40);
    }

    /** A step, which says something. */
    private interface Deed {

        String done() throws IOException, RefusedException;
    }

    private static String again(FailingDisk disk, Deed deed) throws IOException, RefusedException {
        try {
            return deed.done();
        } catch (IOException e) {
            disk.mend();
            return deed.done();
        }
    }

    private static String begun(Releases releases, String set) throws IOException {
        if (releases.state().trial().isEmpty()) {
            releases.beginTrial(set);
        }
        return set;
    }

    private static String committed(Releases releases, String set) throws IOException {
        if (releases.state().current().isEmpty()) {
            releases.commit(set);
        }
        return set;
    }

    private static String rolledBack(Releases releases, String set) throws IOException {
        releases.rollBack(set, RollbackReason.UNHEALTHY, "");
        return set;
    }

    private boolean isCut(Releases releases) throws IOException, RefusedException {
        try {
            story(releases);
            return false;
        } catch (FailingDisk.PowerCut e) {
            return true;
        }
    }

    private void bringUpToDate(Releases releases) throws IOException {
        try {
            String set = releases.stage(third, Optional.empty());
            releases.beginTrial(set);
            releases.commit(set);
        } catch (RefusedException e) {
            assertThat(e.reason()).isEqualTo(Refusal.ALREADY_RUNNING);
        }
    }

    /** The set that runs is version 2, that on trial is version 3; a newer list of keys came with it. */
    @Test
    void runsTheOldOrTheNewSetWhateverFileIsCutOrLost() throws Exception {
        Path origin = folder.resolve("origin");
        Releases releases = releases(new UnforcedDisk(), origin);
        String set = releases.stage(second, Optional.empty());
        releases.beginTrial(set);
        releases.commit(set);
        releases.beginTrial(releases.stage(rotated(), Optional.empty()));
        Map<String, List<BootPlan>> results = new TreeMap<>();

        for (Path file : files(origin)) {
            byte[] whole = Files.readAllBytes(origin.resolve(file));
            for (int length : new int[] {-1, 0, whole.length / 2, whole.length - 1}) {
                Path copy = copy(origin, folder.resolve("copy"));
                if (length < 0) {
                    Files.delete(copy.resolve(file));
                } else {
                    Files.write(copy.resolve(file), Arrays.copyOf(whole, length));
                }
                List<BootPlan> plans = new ArrayList<>();
                for (int start = 0; start < 4; start++) {
                    plans.add(releases(new UnforcedDisk(), copy).boot());
                }
                results.put(
                        file + (length == whole.length - 1 ? " without its last byte" : " cut to " + length), plans);
            }
        }

        assertThat(results).hasSize(4 * 10);
        assertThat(results).allSatisfy((cut, plans) -> {
            List<Long> versions = plans.stream().map(this::wholeVersion).toList();
            assertThat(plans.subList(0, 3).stream().flatMap(plan -> plan.remarks().stream()))
                    .as("it is said")
                    .anyMatch(remark -> remark.matches(".*(DAMAGED|damaged|lost).*")
                            || cut.equals("journal without its last byte"));
            assertThat(plans.get(3).remarks()).as("the last one does not").isEmpty();
            if (cut.startsWith("state") || cut.startsWith("journal")) {
                assertThat(versions)
                        .as("state and journal stand in for each other")
                        .containsExactly(3L, 3L, 2L, 2L);
            } else if (belongsTo(releases, set, cut)) {
                assertThat(versions).as("when the old set is lost").containsExactly(3L, 3L, 1L, 1L);
            } else {
                assertThat(versions).as("when the new set is lost").containsExactly(2L, 2L, 2L, 2L);
            }
        });
    }

    private static boolean belongsTo(Releases releases, String set, String file) {
        return file.contains(set)
                || releases.find(set).orElseThrow().bundles().stream()
                        .anyMatch(bundle -> file.contains(bundle.sha256()));
    }

    /** The third update, signed by a key that comes along. */
    private Path rotated() {
        SigningKey newReleaser = SigningKey.generate();
        byte[] keys = new KeyList(
                        2, 1, List.of(vendor.root.trusted()), List.of(vendor.releaser.trusted(), newReleaser.trusted()))
                .text();
        ReleaseSet set = vendor.set(3);
        return vendor.update(
                set, Signed.sign(set.text(), List.of(newReleaser)), List.of(Signed.sign(keys, List.of(vendor.root))));
    }

    /** The version that a plan runs, after every jar of it was seen to be the right one. */
    private long wholeVersion(BootPlan plan) {
        if (plan.set().isEmpty()) {
            return 1;
        }
        RunnableSet set = plan.set().get();
        for (int i = 0; i < set.jars().size(); i++) {
            assertThat(ContentStore.isWhole(
                            set.jars().get(i), set.set().bundles().get(i)))
                    .isTrue();
        }
        assertThat(set.jars()).hasSize(3);
        return set.set().version();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(folder::relativize).toList();
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            try (var old = Files.walk(to)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        for (Path file : files(from)) {
            Files.createDirectories(to.resolve(file).getParent());
            Files.copy(from.resolve(file), to.resolve(file));
        }
        return to;
    }
}
