package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.store.Actor;
import org.dectory.api.store.User;
import org.dectory.provisioning.internal.LiveSettings.Current;
import org.dectory.provisioning.internal.Order.Cause;

/** One import of several files: what is left of it, and what came of the rest. Thread-safe. */
final class Run {

    /** As many fetches in a row that fail mean that the server does, and not the files. */
    private static final int MOST_FAILURES = 20;

    /** As many files in a row that cannot be stored, more than were written together, mean that the disk is full and stays so. */
    private static final int MOST_LOSSES = 200;

    /** Most files without a user of which it is kept what came of them, and most messages of one. */
    private static final int MOST_REPORTS = 10_000;

    private static final int MOST_MESSAGES = 5;

    /** Stands in the store until a run has ended, and longer if it never does. */
    static final String BROKEN_OFF = "It was broken off: the appliance or its provisioning ended meanwhile";

    private final long id;
    private final Current current;
    private final Cause cause;
    private final Actor actor;
    private final Clock clock;
    private final Instant started;
    private final long startedNanos = System.nanoTime();
    private final List<Subject> subjects;
    private final List<FileReport> reports = new ArrayList<>();

    private int next;
    private int imported;
    private int unchanged;
    private int gone;
    private int held;
    private int failed;
    private int failuresInARow;
    private int lossesInARow;
    private int inFlight;
    private boolean cancelled;
    private String problem = "";
    private Optional<Instant> ended = Optional.empty();
    private long endedNanos;

    Run(long id, Current current, Cause cause, Actor actor, Clock clock, List<Subject> subjects) {
        this.id = id;
        this.current = current;
        this.cause = cause;
        this.actor = actor;
        this.clock = clock;
        this.started = clock.instant();
        this.subjects = subjects;
        endIfDone();
    }

    /** The next file to be imported; empty if there is none. Each that was given must come back to {@link #done}. */
    synchronized Optional<Order> next() {
        if (next >= subjects.size() || cancelled || !problem.isEmpty()) {
            return Optional.empty();
        }
        inFlight++;
        return Optional.of(new Order(current, subjects.get(next++), cause, actor));
    }

    /** Whether another file may be begun now: what is fetched and not yet on the disk takes room. */
    synchronized boolean hasNext() {
        return next < subjects.size() && !cancelled && problem.isEmpty();
    }

    /** Takes what came of a file, and says whether the run is at its end by that. */
    synchronized boolean done(Outcome outcome) {
        inFlight--;
        ImportResult result = outcome.result();
        switch (result.outcome()) {
            case IMPORTED -> imported++;
            case UNCHANGED -> unchanged++;
            case GONE -> {
                if (outcome.user().isPresent()) {
                    held++;
                } else {
                    gone++;
                }
            }
            case FAILED -> failed++;
        }
        failuresInARow = outcome.fetchFailed() ? failuresInARow + 1 : 0;
        lossesInARow = outcome.writeFailed() ? lossesInARow + 1 : 0;
        if (failuresInARow >= MOST_FAILURES && next < subjects.size()) {
            problem = "The server fails: " + result.reason();
        } else if (lossesInARow >= MOST_LOSSES && next < subjects.size()) {
            problem = result.reason();
        }
        if (outcome.user().filter(User::external).isEmpty() && reports.size() < MOST_REPORTS) {
            reports.add(report(result));
        }
        return endIfDone();
    }

    private static FileReport report(ImportResult result) {
        List<String> messages = result.messages();
        ImportResult kept = messages.size() <= MOST_MESSAGES
                ? result
                : new ImportResult(
                        result.file(),
                        result.at(),
                        result.outcome(),
                        result.reason(),
                        messages.subList(0, MOST_MESSAGES));
        return new FileReport(kept, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    private boolean endIfDone() {
        boolean over = inFlight == 0 && (next >= subjects.size() || cancelled || !problem.isEmpty());
        if (!over || ended.isPresent()) {
            return false;
        }
        ended = Optional.of(clock.instant());
        endedNanos = System.nanoTime();
        return true;
    }

    /** Begins no further file. */
    synchronized boolean cancel() {
        if (ended.isPresent() || cancelled) {
            return false;
        }
        cancelled = true;
        return true;
    }

    /** Ends it for a reason of its own, which a run that has ended ignores. */
    synchronized void fail(String reason) {
        if (ended.isEmpty() && problem.isEmpty()) {
            problem = reason;
        }
    }

    /** Ends it if nothing is on its way; says whether it is at its end by that. */
    synchronized boolean settle() {
        return endIfDone();
    }

    synchronized boolean running() {
        return ended.isEmpty();
    }

    /** What came of the files that belong to no user. */
    synchronized List<FileReport> reports() {
        return List.copyOf(reports);
    }

    private int filesLeft(int done) {
        return cancelled || !problem.isEmpty() ? inFlight : subjects.size() - done;
    }

    /** What is remembered of it if it does not come to its end. */
    synchronized ImportRun brokenOff() {
        return new ImportRun(
                id,
                actor,
                started,
                Optional.of(started),
                subjects.size(),
                0,
                0,
                0,
                0,
                0,
                false,
                BROKEN_OFF,
                0,
                Optional.of(Duration.ZERO));
    }

    /** The settings that held when it began. */
    Current current() {
        return current;
    }

    synchronized ImportRun state() {
        int done = imported + unchanged + gone + held + failed;
        double seconds = Math.max(1, (ended.isPresent() ? endedNanos : System.nanoTime()) - startedNanos) / 1e9;
        double perSecond = done / seconds;
        Optional<Duration> left = ended.isPresent()
                ? Optional.of(Duration.ZERO)
                : Optional.of(done)
                        .filter(some -> some > 0)
                        .map(some -> Duration.ofMillis(Math.round(filesLeft(done) / perSecond * 1000)));
        return new ImportRun(
                id,
                actor,
                started,
                ended,
                subjects.size(),
                imported,
                unchanged,
                gone,
                held,
                failed,
                cancelled,
                problem,
                perSecond,
                left);
    }
}
