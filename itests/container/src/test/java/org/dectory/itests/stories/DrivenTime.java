package org.dectory.itests.stories;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.dectory.api.time.Scheduler;
import org.dectory.itests.container.House;
import org.dectory.testkit.ManualClock;
import org.dectory.testkit.ManualScheduler;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clock and scheduler of a story, in place of the shipped ones. Time stands still; what is due already runs at once, on
 * threads of its own, and what is due later runs when the story lets that much time pass.
 */
final class DrivenTime implements Scheduler {

    private static final Logger logger = LoggerFactory.getLogger(DrivenTime.class);

    private final ManualClock clock = new ManualClock();
    private final ManualScheduler later = new ManualScheduler(clock);
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    /** Offers itself to the bundles. */
    static DrivenTime offer(BundleContext context) {
        DrivenTime time = new DrivenTime();
        context.registerService(Clock.class, time.clock, FrameworkUtil.asDictionary(Map.of()));
        context.registerService(Scheduler.class, time, FrameworkUtil.asDictionary(Map.of()));
        return time;
    }

    @Override
    public Appointment at(Instant when, Runnable task) {
        if (when.isAfter(clock.instant())) {
            return later.at(when, () -> start(task));
        }
        AtomicBoolean off = new AtomicBoolean();
        start(() -> {
            if (!off.get()) {
                task.run();
            }
        });
        return () -> off.set(true);
    }

    @Override
    public Appointment whenSetBack(Runnable task) {
        return later.whenSetBack(() -> start(task));
    }

    private void start(Runnable task) {
        begun.incrementAndGet();
        threads.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                // As the shipped scheduler does: what fails stops nothing else.
                logger.error("A task failed", failure);
            } finally {
                ended.incrementAndGet();
            }
        });
    }

    Instant now() {
        return clock.instant();
    }

    /** Lets time pass: what is due meanwhile runs when the clock shows its instant, and ends before time goes on. */
    void passes(Duration span) {
        Instant target = now().plus(span);
        for (Optional<Instant> due = later.nextDue();
                due.isPresent() && !due.orElseThrow().isAfter(target);
                due = later.nextDue()) {
            later.advance(max(Duration.ZERO, Duration.between(now(), due.orElseThrow())));
            awaitIdle();
        }
        later.advance(max(Duration.ZERO, Duration.between(now(), target)));
        awaitIdle();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Lets time pass without waiting for what becomes due. */
    void advances(Duration span) {
        later.advance(span);
    }

    /** The clock is set, forwards or back; nothing runs in between, and what is due then runs once. */
    void jumpsTo(Instant instant) {
        clock.set(instant);
        runDue();
    }

    /** The clock is set while nobody is there to notice. */
    void setUnnoticed(Instant instant) {
        clock.set(instant);
    }

    /** Runs what was arranged for an instant that passed meanwhile. */
    void runDue() {
        later.runDue();
    }

    /** How many tasks have begun so far. */
    long begun() {
        return begun.get();
    }

    /** Waits until no task is running. */
    void awaitIdle() {
        if (isIdle()) {
            return;
        }
        await("scheduler is idle")
                .atMost(House.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(this::isIdle);
    }

    private boolean isIdle() {
        long over = ended.get();
        return over == begun.get();
    }
}
