package org.dectory.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.dectory.api.time.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler that runs nothing until a test says so, and then in the test's own thread.
 *
 * <p>A failing task does not keep the others from running; its exception comes out of the call that ran it, at the end.
 * Thread-safe, but time is moved by one thread only.
 */
public final class ManualScheduler implements Scheduler {

    private record Task(Instant when, long order, Runnable body) {}

    private final ManualClock clock;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::when).thenComparingLong(Task::order));
    private final List<Runnable> setBack = new ArrayList<>();
    private long ordered;
    private Instant seen;

    /**
     * A scheduler that goes by a clock.
     *
     * @param clock the clock, which {@link #advance} moves
     */
    public ManualScheduler(ManualClock clock) {
        this.clock = clock;
        this.seen = clock.instant();
    }

    @Override
    public synchronized Appointment at(Instant when, Runnable task) {
        seen = seen.isBefore(clock.instant()) ? clock.instant() : seen;
        Task entry = new Task(when, ordered++, task);
        tasks.add(entry);
        return () -> cancel(entry);
    }

    /** Such tasks run first when a test lets time pass, or runs what is due, after it has set the clock back. */
    @Override
    public synchronized Appointment whenSetBack(Runnable task) {
        setBack.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Runnable task) {
        setBack.remove(task);
    }

    private synchronized List<Runnable> noticed() {
        boolean back = clock.instant().isBefore(seen);
        seen = clock.instant();
        return back ? List.copyOf(setBack) : List.of();
    }

    private synchronized void cancel(Task entry) {
        tasks.remove(entry);
    }

    /**
     * Lets time pass: each task that becomes due runs when the clock shows its instant, tasks that those arrange included.
     *
     * @param step how much time, 0 or more
     */
    public void advance(Duration step) {
        Instant target = clock.instant().plus(step);
        runUntil(target);
        clock.set(target);
        seen = target;
    }

    /** Runs what is due by the clock as it stands: for tests that moved the clock themselves. */
    public void runDue() {
        runUntil(clock.instant());
    }

    private void runUntil(Instant target) {
        noticed().forEach(Runnable::run);
        @Nullable RuntimeException failure = null;
        for (Optional<Task> next = take(target); next.isPresent(); next = take(target)) {
            Task task = next.orElseThrow();
            if (task.when().isAfter(clock.instant())) {
                clock.set(task.when());
            }
            try {
                task.body().run();
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized Optional<Task> take(Instant target) {
        @Nullable Task next = tasks.peek();
        if (next == null || next.when().isAfter(target)) {
            return Optional.empty();
        }
        tasks.remove(next);
        return Optional.of(next);
    }

    /**
     * When the next task is due.
     *
     * @return the instant; empty if nothing is arranged
     */
    public synchronized Optional<Instant> nextDue() {
        return Optional.ofNullable(tasks.peek()).map(Task::when);
    }

    /**
     * How many tasks wait.
     *
     * @return the number of tasks that neither ran nor were called off
     */
    public synchronized int pending() {
        return tasks.size();
    }
}
