package org.dectory.clock.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dectory.api.time.Scheduler.Appointment;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WallClockSchedulerTest {

    private static final Instant NOW = ManualClock.START;

    private final ManualClock clock = new ManualClock();
    private final WallClockScheduler scheduler = new WallClockScheduler(clock, Duration.ofMillis(5));
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void runsATaskAtOnceWhoseTimeHasPassed() throws InterruptedException {
        scheduler.at(NOW.minusSeconds(1), () -> ran.add(Thread.currentThread().getName()));

        assertThat(next()).startsWith("clock-");
    }

    @Test
    void runsATaskAtOnceThatWasDueAtTheBeginningOfTime() throws InterruptedException {
        scheduler.at(Instant.MIN, () -> ran.add("ran"));

        assertThat(next()).isEqualTo("ran");
    }

    @Test
    void noticesWhenTheClockIsSetForward() throws InterruptedException {
        scheduler.at(NOW.plus(Duration.ofDays(1)), () -> ran.add("tomorrow"));
        scheduler.at(NOW.minusSeconds(1), () -> ran.add("today"));
        assertThat(next()).isEqualTo("today");

        clock.advance(Duration.ofDays(2));

        assertThat(next()).isEqualTo("tomorrow");
    }

    @Test
    void waitsAnewWhenTheClockIsSetBack() throws InterruptedException {
        clock.advance(Duration.ofHours(-1));
        scheduler.at(NOW, () -> ran.add("later"));
        scheduler.at(NOW.minus(Duration.ofHours(2)), () -> ran.add("now"));
        assertThat(next()).isEqualTo("now");

        clock.set(NOW);

        assertThat(next()).isEqualTo("later");
    }

    @Test
    void tellsThatTheClockWasSetBack() throws InterruptedException {
        Appointment called = scheduler.whenSetBack(() -> ran.add("set back"));
        Appointment off = scheduler.whenSetBack(() -> ran.add("called off"));
        off.cancel();
        clock.advance(Duration.ofDays(1));
        scheduler.at(clock.instant(), () -> ran.add("seen"));
        assertThat(next()).isEqualTo("seen");

        clock.set(NOW);
        assertThat(next()).isEqualTo("set back");
        clock.set(NOW.minusSeconds(2));
        assertThat(next()).isEqualTo("set back");
        called.cancel();
        clock.set(NOW.minusSeconds(10));
        scheduler.at(NOW.minusSeconds(20), () -> ran.add("nothing more"));

        assertThat(next()).isEqualTo("nothing more");
    }

    @Test
    void doesNotMindSmallCorrections() throws InterruptedException {
        Appointment unused = scheduler.whenSetBack(() -> ran.add("set back"));
        clock.set(NOW.minusMillis(500));
        scheduler.at(NOW.minusSeconds(1), () -> ran.add("nothing"));

        assertThat(next()).isEqualTo("nothing");
    }

    @Test
    void runsWhatIsDueInOrder() throws InterruptedException {
        List<Integer> minutes = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
        Collections.shuffle(minutes, new Random(1));
        minutes.forEach(
                minute -> scheduler.at(NOW.plus(Duration.ofMinutes(minute)), () -> ran.add("minute " + minute)));

        for (int minute = 1; minute <= 9; minute++) {
            clock.advance(Duration.ofMinutes(1));

            assertThat(next()).isEqualTo("minute " + minute);
        }
    }

    @Test
    void runsATaskBesideOthersAtTheSameInstant() throws InterruptedException {
        for (int task = 0; task < 100; task++) {
            scheduler.at(NOW.plusSeconds(1), () -> ran.add("ran"));
        }

        clock.advance(Duration.ofSeconds(1));

        for (int task = 0; task < 100; task++) {
            assertThat(next()).isEqualTo("ran");
        }
    }

    @Test
    void runsNothingThatWasCalledOff() throws InterruptedException {
        Appointment appointment = scheduler.at(NOW.plusSeconds(1), () -> ran.add("called off"));
        scheduler.at(NOW.plusSeconds(2), () -> ran.add("other"));

        appointment.cancel();
        appointment.cancel();
        clock.advance(Duration.ofSeconds(2));

        assertThat(next()).isEqualTo("other");
    }

    @Test
    void runsNothingThatIsCalledOffWhileItWaitsForAThread() throws InterruptedException {
        CountDownLatch free = new CountDownLatch(1);
        for (int thread = 0; thread < 4; thread++) {
            scheduler.at(NOW, () -> {
                ran.add("busy");
                await().until(() -> free.getCount() == 0);
            });
        }
        for (int thread = 0; thread < 4; thread++) {
            assertThat(next()).isEqualTo("busy");
        }
        Appointment appointment = scheduler.at(NOW, () -> ran.add("called off"));
        scheduler.at(NOW, () -> ran.add("other"));

        appointment.cancel();
        free.countDown();

        assertThat(next()).isEqualTo("other");
    }

    @Test
    void goesOnAfterATaskThatFails() throws InterruptedException {
        for (int task = 0; task < 10; task++) {
            scheduler.at(NOW, () -> {
                throw new IllegalStateException("broken on purpose");
            });
            scheduler.at(NOW, () -> {
                throw new NoClassDefFoundError("org/example/Gone");
            });
        }
        scheduler.at(NOW, () -> ran.add("well"));

        assertThat(next()).isEqualTo("well");
    }

    @Test
    void letsATaskOrderTheNext() throws InterruptedException {
        scheduler.at(NOW, () -> {
            ran.add("first");
            scheduler.at(NOW, () -> ran.add("second"));
        });

        assertThat(next()).isEqualTo("first");
        assertThat(next()).isEqualTo("second");
    }

    @Test
    @Tag("OSG-06")
    void leavesNoThreadBehindWhenItIsClosed() throws InterruptedException {
        scheduler.at(NOW, () -> ran.add("ran"));
        next();

        scheduler.close();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("clock-")));
        scheduler.at(NOW, () -> ran.add("too late"));
        assertThat(ran).isEmpty();
    }

    @Test
    void goesByTheSystemsClock() throws InterruptedException {
        Clock system = new SystemClock();
        try (WallClockScheduler real = new WallClockScheduler(system)) {
            Instant when = system.instant().plusMillis(50);

            real.at(when, () -> ran.add(Boolean.toString(system.instant().isBefore(when))));

            assertThat(next()).isEqualTo("false");
        }
    }

    private String next() throws InterruptedException {
        String next = ran.poll(20, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }
}
