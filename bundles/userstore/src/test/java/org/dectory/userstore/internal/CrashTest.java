package org.dectory.userstore.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed loses nothing that it acknowledged.
 *
 * <p>A kill alone does not show that the disk has it, since the kernel keeps what was written; that the writer waits for the
 * disk is what {@code synchronous = FULL} says, and {@link DatabaseTest} looks that it is set.
 */
@Tag("DBS-01")
class CrashTest {

    private static final int ROUNDS = Boolean.getBoolean("dectory.thorough") ? 20 : 3;
    private static final Pattern ACKNOWLEDGED = Pattern.compile("(\\d) (\\d+)");

    @TempDir
    private Path folder;

    @Test
    void keepsWhatWasAcknowledgedAndNothingByHalves() throws Exception {
        Random random = new Random();
        int[] acknowledged = {-1, -1, -1, -1};

        for (int round = 0; round < ROUNDS; round++) {
            runAndKill(random.nextInt(40, 400), random.nextInt(300), acknowledged);

            try (SqliteStore store = new SqliteStore(folder, Clock.systemUTC(), new Schema(Schema.STEPS))) {
                for (int thread = 0; thread < CrashingWriter.THREADS; thread++) {
                    int number = thread;
                    int kept = store.read(view -> requireWhole(view, number));
                    assertThat(kept).as("thread %s", thread).isGreaterThanOrEqualTo(acknowledged[thread]);
                }
                assertThat(store.after(store.head() - 4, 4))
                        .extracting(Change::kind)
                        .containsExactly(
                                Change.Kind.USER_ADDED,
                                Change.Kind.DEVICE_ADDED,
                                Change.Kind.STATE_CHANGED,
                                Change.Kind.LINKED);
            }
        }

        assertThat(Arrays.stream(acknowledged).boxed().toList()).allMatch(last -> last > 0);
    }

    /** Notes the last change that each thread had acknowledged. */
    private void runAndKill(int changes, int millis, int[] acknowledged) throws IOException, InterruptedException {
        ChildProcess child = new ChildProcess(CrashingWriter.class, folder);
        assertThat(child.line()).isEqualTo("ready");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            lines.add(child.line());
        }
        // Real time is what this test is about: the moment of the kill must not depend on what the child does.
        Thread.sleep(millis);
        lines.addAll(child.killAndReadRest());
        for (String line : lines) {
            Matcher parts = ACKNOWLEDGED.matcher(line);
            if (parts.matches()) {
                acknowledged[Integer.parseInt(parts.group(1))] = Integer.parseInt(parts.group(2));
            }
        }
    }

    private static int requireWhole(StoreView view, int thread) {
        int kept = view.findState(CrashingWriter.state(thread))
                .map(Integer::parseInt)
                .orElse(-1);
        for (int step = 0; step <= kept; step++) {
            User user = view.findUser(CrashingWriter.number(thread, step)).orElseThrow();
            Device device = view.findDevice(CrashingWriter.ipei(thread, step)).orElseThrow();
            assertThat(view.findRelation(user.id()).map(Relation::device)).isEqualTo(Optional.of(device.id()));
        }
        assertThat(view.findUser(CrashingWriter.number(thread, kept + 1))).isEmpty();
        assertThat(view.findDevice(CrashingWriter.ipei(thread, kept + 1))).isEmpty();
        return kept;
    }
}
