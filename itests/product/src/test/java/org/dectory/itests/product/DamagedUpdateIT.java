package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.dectory.itests.appliance.Appliance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An appliance that runs update 2 and has update 3 on trial is killed, and its files are cut: it starts the one or the other, with all
 * bundles.
 */
@Tag("OSG-03")
class DamagedUpdateIT {

    private static final boolean THOROUGH = Boolean.getBoolean("dectory.thorough");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder = Appliance.scratch("damaged-update");
    private final Path data = folder.resolve("data");
    private final Random random = new Random(5);
    private Vendor vendor;
    private String current;
    private String trial;

    @BeforeEach
    void begin() throws Exception {
        vendor = new Vendor(folder);
        current = stage(2);
        vendor.releases(data).beginTrial(current);
        vendor.releases(data).commit(current);
        trial = stage(3);
        vendor.releases(data).beginTrial(trial);
    }

    private String stage(long version) throws Exception {
        Path update = vendor.update(version, "org.dectory.shell", "99.0." + version, "");
        return vendor.releases(data).stage(update, Optional.empty());
    }

    @Test
    void goesBackAfterTheTrialWasKilledTwice() throws Exception {
        Path log = folder.resolve("log");
        for (int attempt = 1; attempt <= 2; attempt++) {
            Process process = Appliance.launch(vendor.image(), data, log, Map.of());
            awaitSome(process, log, "Update 3 is started on trial, attempt " + attempt);
            process.destroyForcibly();
            await().atMost(PATIENCE).until(() -> !process.isAlive());
        }
        cutAll(data.resolve("run"));

        String output = check(data);

        assertThat(output)
                .contains("The update is rolled back (TOO_MANY_ATTEMPTS)")
                .contains("Update 2 is sound: " + vendor.bundles() + " bundles run.");
        assertThat(vendor.releases(data).state().current()).contains(current);
    }

    /** Waits for one of the things that happen on the way, as chance will have it. */
    private void awaitSome(Process process, Path log, String first) {
        List<Path> signs = List.of(log, data.resolve("address"), data.resolve("run/cache"), data.resolve("token"));
        Path sign = signs.get(random.nextInt(signs.size()));
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive()
                        || (Files.exists(sign)
                                && Files.exists(log)
                                && Files.readString(log).contains(first)));
        assertThat(process.isAlive()).as(sign + " is there").isTrue();
    }

    @Test
    void startsOneOrTheOtherWhateverFileIsCutOrLost() throws Exception {
        List<Cut> cuts = new ArrayList<>();
        for (Path file : files(data.resolve("release"))) {
            for (Cut.Way way : Cut.Way.values()) {
                cuts.add(new Cut(file, way));
            }
        }
        Collections.shuffle(cuts, random);
        assertThat(cuts).hasSize(4 * 8);

        for (Cut cut : cuts.subList(0, THOROUGH ? cuts.size() : 2)) {
            Path copy = copy(folder.resolve("copy-" + cuts.indexOf(cut)));
            cut.apply(copy.resolve("release"));

            String output = check(copy);

            assertThat(output)
                    .as(cut.toString())
                    .containsPattern("Update [23] is sound: " + vendor.bundles() + " bundles run\\.");
            if (cut.file().toString().contains(trial)) {
                assertThat(output).as(cut.toString()).contains("Update 2 is sound", "rolled back (DAMAGED)");
            }
        }
    }

    /**
     * A file that is damaged.
     *
     * @param file the file, from the folder of releases
     * @param way how
     */
    private record Cut(Path file, Way way) {

        enum Way {
            REMOVED,
            EMPTY,
            HALF,
            WITHOUT_ITS_LAST_BYTE
        }

        void apply(Path releases) throws IOException {
            Path target = releases.resolve(file);
            byte[] whole = Files.readAllBytes(target);
            switch (way) {
                case REMOVED -> Files.delete(target);
                case EMPTY -> Files.write(target, new byte[0]);
                case HALF -> Files.write(target, Arrays.copyOf(whole, whole.length / 2));
                case WITHOUT_ITS_LAST_BYTE -> Files.write(target, Arrays.copyOf(whole, whole.length - 1));
            }
        }
    }

    /** Starts the appliance, has it see whether all is well, and stop. */
    private String check(Path at) throws IOException {
        Path log = folder.resolve(at.getFileName() + ".check");
        Process process = Appliance.launch(vendor.image(), at, log, Map.of(), "--check");
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        String output = Files.readString(log);
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private void cutAll(Path at) throws IOException {
        for (Path file : files(at)) {
            new Cut(file, Cut.Way.HALF).apply(at);
        }
    }

    private Path copy(Path to) throws IOException {
        for (Path file : files(data)) {
            Path target = to.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(data.resolve(file), target);
        }
        return to;
    }

    private static List<Path> files(Path at) throws IOException {
        try (Stream<Path> files = Files.walk(at)) {
            return files.filter(Files::isRegularFile)
                    .map(at::relativize)
                    .sorted()
                    .toList();
        }
    }
}
