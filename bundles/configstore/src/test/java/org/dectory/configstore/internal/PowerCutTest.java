package org.dectory.configstore.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.felix.cm.PersistenceManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;

/** No acknowledged setting is lost, and none is there by half, wherever it stops. */
@Tag("DBS-01")
@Timeout(600)
class PowerCutTest {

    private static final boolean THOROUGH = Boolean.getBoolean("dectory.thorough");
    private static final int CRASHES = THOROUGH ? 2_000 : 200;
    private static final int KILLS = THOROUGH ? 30 : 3;
    private static final String PID = "org.dectory.test";

    @TempDir
    private Path data;

    /** Each life of the store ends at a random step of a random change; the next begins with what is on disk. */
    @Test
    void keepsWhatWasAcknowledgedThroughRandomCrashes() throws IOException {
        long seed = THOROUGH ? System.nanoTime() : 20_240_501L;
        Random random = new Random(seed);
        Map<String, Integer> acknowledged = new HashMap<>();

        for (int crash = 0; crash < CRASHES; crash++) {
            // The first step forces the data folder when the store opens.
            FailingDisk disk = new FailingDisk(1 + random.nextInt(12), random.nextInt(101));
            PersistenceManager store = open(disk);
            assertThat(contents(store)).as("seed %d, crash %d", seed, crash).isEqualTo(acknowledged);
            String pid = "none";
            int value = 0;
            boolean lost = false;
            while (!lost) {
                pid = "pid" + random.nextInt(3);
                value = random.nextInt(5);
                lost = !change(store, pid, value, acknowledged);
            }
            settle(open(new LocalDisk()), pid, value, acknowledged);
        }
    }

    /** Stores the value, or deletes the configuration for 0. */
    private static boolean change(PersistenceManager store, String pid, int value, Map<String, Integer> acknowledged) {
        try {
            if (value == 0) {
                store.delete(pid);
                acknowledged.remove(pid);
            } else {
                store(store, pid, value);
                acknowledged.put(pid, value);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The change that was under way has happened, or has not: both are well. */
    private static void settle(PersistenceManager found, String pid, int value, Map<String, Integer> acknowledged)
            throws IOException {
        Map<String, Integer> happened = new HashMap<>(acknowledged);
        if (value == 0) {
            happened.remove(pid);
        } else {
            happened.put(pid, value);
        }
        if (contents(found).equals(happened)) {
            acknowledged.clear();
            acknowledged.putAll(happened);
        }
    }

    private static Map<String, Integer> contents(PersistenceManager store) throws IOException {
        Map<String, Integer> contents = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            String pid = "pid" + i;
            if (store.exists(pid)) {
                contents.put(pid, (Integer) store.load(pid).get("value"));
            }
        }
        return contents;
    }

    @Test
    void keepsWhatWasAcknowledgedWhenTheProcessIsKilled() throws Exception {
        Random random = new Random(20_240_501L);
        int last = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            data.toString(),
                            Integer.toString(last))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int acknowledged = last;
            int enough = last + 1 + random.nextInt(200);
            try (BufferedReader answers =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                String answer = answers.readLine();
                while (answer != null) {
                    acknowledged = Integer.parseInt(answer);
                    if (acknowledged == enough) {
                        // By its handle: this leaves the answers readable.
                        child.toHandle().destroyForcibly();
                    }
                    answer = answers.readLine();
                }
            }
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(acknowledged).isGreaterThanOrEqualTo(enough);
            Dictionary<?, ?> found = open(new LocalDisk()).load(PID);
            last = (Integer) found.get("value");
            assertThat(last).isBetween(acknowledged, acknowledged + 1);
            assertThat(found.get("twin")).isEqualTo("twin of " + last);
        }
        assertThat(data.resolve("config").toFile().list()).hasSizeLessThanOrEqualTo(2);
    }

    private PersistenceManager open(Disk disk) throws IOException {
        return new LayeredConfigurations(Map.of(), OverlayFolder.open(data, disk));
    }

    private static void store(PersistenceManager store, String pid, int value) throws IOException {
        store.store(
                pid,
                FrameworkUtil.asDictionary(Map.of("service.pid", pid, "value", value, "twin", "twin of " + value)));
    }

    /** Counts upwards, and says so each time when the number has been stored. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            PersistenceManager store =
                    new LayeredConfigurations(Map.of(), OverlayFolder.open(Path.of(arguments[0]), new LocalDisk()));
            for (int value = Integer.parseInt(arguments[1]) + 1; ; value++) {
                store(store, PID, value);
                System.out.println(value);
                System.out.flush();
            }
        }
    }
}
