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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong with power and disk, an appliance starts the old or the new set, whole. */
@Tag("OSG-03")
class PowerCutTest {

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
        set = releases.stage(third, Optional.empty());
        releases.beginTrial(set);
        releases.boot();
        releases.commit(set);
        promised = 3;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsLostWhenThePowerGoesAtAnyStep(boolean tears) throws Exception {
        int steps = 0;
        boolean cut = true;
        while (cut) {
            Path path = folder.resolve("release-" + steps);
            cut = isCut(releases(new FailingDisk(steps, tears), path));
            Releases after = releases(new LocalDisk(), path);
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

    @Test
    void runsTheOldOrTheNewSetWhateverFileIsCutOrLost() throws Exception {
        Path origin = folder.resolve("origin");
        Releases releases = releases(new LocalDisk(), origin);
        String set = releases.stage(second, Optional.empty());
        releases.beginTrial(set);
        releases.commit(set);
        releases.beginTrial(releases.stage(third, Optional.empty()));
        Map<String, List<Long>> results = new TreeMap<>();

        for (Path file : files(origin)) {
            byte[] whole = Files.readAllBytes(origin.resolve(file));
            for (int length : new int[] {-1, 0, whole.length / 2, whole.length - 1}) {
                Path copy = copy(origin, folder.resolve("copy"));
                if (length < 0) {
                    Files.delete(copy.resolve(file));
                } else {
                    Files.write(copy.resolve(file), Arrays.copyOf(whole, length));
                }
                List<Long> versions = new ArrayList<>();
                for (int start = 0; start < 4; start++) {
                    versions.add(wholeVersion(releases(new LocalDisk(), copy).boot()));
                }
                results.put(file + " cut to " + length, versions);
            }
        }

        assertThat(results).hasSizeGreaterThan(24);
        assertThat(results).allSatisfy((cut, versions) -> {
            assertThat(versions.get(3)).as("settled").isBetween(1L, 2L);
            assertThat(versions).allMatch(version -> version >= 1 && version <= 3);
        });
        assertThat(results).as("state and journal stand in for each other").allSatisfy((cut, versions) -> {
            if (cut.startsWith("state") || cut.startsWith("journal")) {
                assertThat(versions).containsExactly(3L, 3L, 2L, 2L);
            }
        });
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
