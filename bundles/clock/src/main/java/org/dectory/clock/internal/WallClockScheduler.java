package org.dectory.clock.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dectory.api.replaceable.OwnThreads;
import org.dectory.api.time.Scheduler;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks when the wall clock says so.
 *
 * <p>One thread waits for the next task that is due, at most a minute at a time: so it notices when the clock has been set meanwhile.
 * What is due goes to a few other threads, which end when there is nothing to do. After {@link #close} no further task becomes due.
 */
@Component(service = Scheduler.class, configurationPid = "org.dectory.clock")
public final class WallClockScheduler implements Scheduler, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(WallClockScheduler.class);

    /** How long a clock that was set may go unnoticed. */
    private static final Duration RECHECK = Duration.ofMinutes(1);

    private static final Duration CORRECTION = Duration.ofSeconds(1);

    private static final int THREADS = 4;

    private final Clock clock;
    private final Duration recheck;

    /** What is to run, the next first; its monitor guards all below and wakes the timer. */
    private final TreeSet<Task> tasks = new TreeSet<>();

    /** What runs when the clock was set back. */
    private final List<Runnable> setBack = new ArrayList<>();

    private long taken;
    private Instant seen;
    private boolean closed;

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            OwnThreads.daemons(WallClockScheduler.class, "clock"));

    /**
     * Starts the timer.
     *
     * @param clock what tells the time
     */
    @Activate
    public WallClockScheduler(@Reference Clock clock) {
        this(clock, RECHECK);
    }

    WallClockScheduler(Clock clock, Duration recheck) {
        this.clock = clock;
        this.recheck = recheck;
        this.seen = clock.instant();
        pool.allowCoreThreadTimeOut(true);
        OwnThreads.daemons(WallClockScheduler.class, "clock-timer")
                .newThread(this::handOutDueTasks)
                .start();
    }

    @Override
    public Appointment at(Instant when, Runnable body) {
        synchronized (tasks) {
            Task task = new Task(when, taken++, body);
            tasks.add(task);
            if (task.equals(tasks.first())) {
                tasks.notifyAll();
            }
            return () -> cancel(task);
        }
    }

    @Override
    public Appointment whenSetBack(Runnable task) {
        synchronized (tasks) {
            setBack.add(task);
        }
        return () -> {
            synchronized (tasks) {
                setBack.remove(task);
            }
        };
    }

    private void cancel(Task task) {
        task.callOff();
        synchronized (tasks) {
            tasks.remove(task);
        }
    }

    private void handOutDueTasks() {
        synchronized (tasks) {
            while (!closed) {
                lookAtTheClock();
                Duration untilFirst = untilFirst();
                if (!untilFirst.isNegative() && !untilFirst.isZero()) {
                    pause(untilFirst);
                } else if (!handOutFirst()) {
                    pause(recheck);
                }
            }
        }
    }

    /** Clocks are corrected by fractions of a second all the time. */
    private void lookAtTheClock() {
        Instant now = clock.instant();
        if (now.isBefore(seen.minus(CORRECTION))) {
            logger.info("The clock was set back from {} or later to {}", seen, now);
            setBack.forEach(body -> tasks.add(new Task(now, taken++, body)));
        }
        seen = now;
    }

    /** How long until the first task is due, but not longer than the clock is trusted. */
    private Duration untilFirst() {
        if (tasks.isEmpty()) {
            return recheck;
        }
        Duration untilFirst = Duration.between(clock.instant(), tasks.first().when());
        return untilFirst.compareTo(recheck) < 0 ? untilFirst : recheck;
    }

    /** Hands the first task to a thread; if no thread can be had now, it stays the first. */
    private boolean handOutFirst() {
        try {
            pool.execute(tasks.first());
            tasks.pollFirst();
            return true;
        } catch (OutOfMemoryError e) {
            logger.error("No thread for a task that is due; it is tried again in {}", recheck, e);
            return false;
        }
    }

    private void pause(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.timedWait(tasks, pause.toNanos());
        } catch (InterruptedException e) {
            closed = true; // nobody but the end of the process interrupts this thread
        }
    }

    /** Ends the threads; a task which is due already runs to its end. */
    @Deactivate
    @Override
    public void close() {
        synchronized (tasks) {
            closed = true;
            tasks.clear();
            setBack.clear();
            tasks.notifyAll();
        }
        pool.shutdown();
    }
}
