package org.dectory.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.felix.hc.api.Result.Status;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.CheckResult.Severity;
import org.dectory.api.health.HealthService;
import org.dectory.api.time.Scheduler;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("OSG-07")
class WatchdogTest {

    private final List<CheckResult> results = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final Watchdog watchdog = new Watchdog(() -> results, () -> true, sent::addAll);

    @Test
    void saysOnceThatItIsReadyAndThenThatItIsAlive() {
        watchdog.tell();
        watchdog.tell();

        assertThat(sent).containsExactly("STATUS=all of it works", "READY=1", "WATCHDOG=1", "WATCHDOG=1");
    }

    @Test
    void givesNoSignOfLifeWhileSomethingVitalFails() {
        results.add(new CheckResult("threads", Severity.CRITICAL, List.of("stuck"), Set.of(HealthService.VITAL)));

        watchdog.tell();

        assertThat(sent).containsExactly("STATUS=not working: threads");
    }

    @Test
    void aPartThatIsMissingIsNoReasonToRestart() {
        results.add(new CheckResult(
                "authentication-dsaa2", Severity.CRITICAL, List.of("stopped"), Set.of(HealthService.CAPABILITY)));

        watchdog.tell();

        assertThat(sent).containsExactly("STATUS=not working: authentication-dsaa2", "READY=1", "WATCHDOG=1");
    }

    @Test
    void speaksThreeTimesInTheSpanThatSystemdAllows() {
        assertThat(Watchdog.interval("60000000")).isEqualTo(Duration.ofSeconds(20));
        assertThat(Watchdog.interval("")).isPositive();
    }

    @Test
    void aSchedulerThatDoesNothingIsNoticed() {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        List<Runnable> due = new ArrayList<>();
        Scheduler scheduler = (when, task) -> {
            due.add(task);
            return () -> {};
        };
        PulseCheck check = new PulseCheck(scheduler, clock);

        assertThat(check.execute().getStatus()).isEqualTo(Status.OK);
        clock.advance(Duration.ofSeconds(31));
        assertThat(check.execute().getStatus()).isEqualTo(Status.CRITICAL);
        due.forEach(Runnable::run);
        assertThat(check.execute().getStatus()).isEqualTo(Status.OK);
        assertThat(due).hasSize(2);
    }
}
