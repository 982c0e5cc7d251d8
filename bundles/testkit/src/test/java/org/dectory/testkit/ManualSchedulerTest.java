package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dectory.api.time.Scheduler;
import org.junit.jupiter.api.Test;

class ManualSchedulerTest {

    private final ManualClock clock = new ManualClock();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsWhatIsDueInOrderAndAtItsTime() {
        in(3, () -> ran.add("third " + seconds()));
        in(1, () -> {
            ran.add("first " + seconds());
            in(1, () -> ran.add("second " + seconds()));
        });
        in(9, () -> ran.add("late"));

        scheduler.advance(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("first 1", "second 2", "third 3");
        assertThat(seconds()).isEqualTo(5);
        assertThat(scheduler.pending()).isEqualTo(1);
        assertThat(scheduler.nextDue()).contains(ManualClock.START.plusSeconds(9));
    }

    @Test
    void leavesOutWhatWasCalledOff() {
        Scheduler.Appointment appointment = in(1, () -> ran.add("called off"));

        appointment.cancel();
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(ran).isEmpty();
    }

    @Test
    void runsTheOthersWhenOneFails() {
        in(1, () -> {
            throw new IllegalStateException("on purpose");
        });
        in(2, () -> ran.add("second"));

        assertThatThrownBy(() -> scheduler.advance(Duration.ofSeconds(5))).hasMessage("on purpose");
        assertThat(ran).containsExactly("second");
    }

    @Test
    void runsWhatIsPastWhenTheClockWasMovedByHand() {
        in(60, () -> ran.add("ran"));

        clock.set(Instant.parse("2030-01-01T00:00:00Z"));
        scheduler.runDue();

        assertThat(ran).containsExactly("ran");
    }

    private Scheduler.Appointment in(int seconds, Runnable task) {
        return scheduler.at(clock.instant().plusSeconds(seconds), task);
    }

    private long seconds() {
        return Duration.between(ManualClock.START, clock.instant()).toSeconds();
    }
}
