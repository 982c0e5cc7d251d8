package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Store;
import org.dectory.api.store.UserFile;
import org.dectory.api.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts imports whose time has come: the common file's, and a few users' files a second, so that a server sees no burst
 * however many are overdue (PRV-11). All instants are in the store; there is one appointment, for the next of them.
 * Thread-safe.
 */
final class Timetable implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Timetable.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);

    private final Store store;
    private final Clock clock;
    private final Scheduler scheduler;
    private final LiveSettings live;
    private final SourceHealth health;
    private final Imports imports;
    private final CommonImport common;
    private final QuietTurns turns;
    private final StrayTurns strays;
    private final BooleanSupplier crowded;
    private final Scheduler.Appointment clockSetBack;
    private final Set<UserId> running = ConcurrentHashMap.newKeySet();

    private Optional<Instant> planned = Optional.empty();
    private Scheduler.Appointment appointment = () -> {};
    private boolean closed;

    /** Whether the clock may have been ahead when times were stored. */
    private volatile boolean suspicious = true;

    /**
     * Plans nothing yet.
     *
     * @param turns knows of files whose new time is not in the store yet
     * @param crowded whether somebody else imports many files now, so that no thread is left for those that are due
     */
    Timetable(
            Store store,
            Clock clock,
            Scheduler scheduler,
            LiveSettings live,
            SourceHealth health,
            Imports imports,
            CommonImport common,
            QuietTurns turns,
            BooleanSupplier crowded) {
        this.store = store;
        this.clock = clock;
        this.scheduler = scheduler;
        this.live = live;
        this.health = health;
        this.imports = imports;
        this.common = common;
        this.turns = turns;
        this.strays = new StrayTurns(store);
        this.crowded = crowded;
        this.clockSetBack = scheduler.whenSetBack(this::lookAnew);
    }

    /** By a clock that was ahead, what is planned may be years away. */
    private void lookAnew() {
        suspicious = true;
        turns.forget();
        synchronized (this) {
            appointment.cancel();
            planned = Optional.empty();
        }
        wake();
    }

    /** Looks at once, on a thread of the scheduler, what is due. */
    void wake() {
        plan(clock.instant());
    }

    /** Takes into account that an import has set a new time. */
    void planNext() {
        try {
            if (live.current().source().isPresent()) {
                plan(next(clock.instant()));
            }
        } catch (RuntimeException e) {
            logger.warn("The next import cannot be planned yet: {}", e.getMessage());
            plan(clock.instant().plus(AFTER_TROUBLE));
        }
    }

    private synchronized void plan(Instant when) {
        if (closed || planned.filter(earlier -> !earlier.isAfter(when)).isPresent()) {
            return;
        }
        appointment.cancel();
        planned = Optional.of(when);
        appointment = scheduler.at(when, this::lookWhatIsDue);
    }

    private void lookWhatIsDue() {
        synchronized (this) {
            planned = Optional.empty();
            if (closed) {
                return;
            }
        }
        try {
            startWhatIsDue(clock.instant());
        } catch (RuntimeException e) {
            logger.warn("What is due cannot be fetched yet: {}", e.getMessage());
            plan(clock.instant().plus(AFTER_TROUBLE));
            return;
        }
        planNext();
    }

    private void startWhatIsDue(Instant now) {
        if (live.current().source().isEmpty()) {
            return;
        }
        if (suspicious) {
            suspicious = false;
            try {
                strays.callBack(now);
            } catch (RuntimeException e) {
                suspicious = true;
                throw e;
            }
        }
        if (!common.due().isAfter(now)) {
            CompletableFuture<Void> unused = imports.common().thenRun(this::planNext);
        }
        int room = room();
        if (room > 0 && imports.whyNoUsers().isEmpty()) {
            // Those in progress are still the longest overdue.
            int most = Math.min(room + running.size() + turns.waiting(), 1000);
            store.read(view -> view.dueUserFiles(now, most)).stream()
                    .filter(file -> !running.contains(file.user()) && !turns.hadItsTurn(file))
                    .limit(room)
                    .forEach(this::start);
        }
    }

    /** Half of the threads are for people who wait at a phone; a server that is down is only asked whether it is up again. */
    private int room() {
        if (crowded.getAsBoolean()) {
            return 0;
        }
        Settings settings = live.current().settings();
        int most = health.isDown() ? 1 : Math.max(1, settings.threads() / 2);
        return Math.min(settings.duePerSecond(), most - running.size());
    }

    private void start(UserFile file) {
        running.add(file.user());
        try {
            CompletableFuture<Void> unused = imports.due(file).thenRun(() -> {
                running.remove(file.user());
                planNext();
            });
        } catch (RuntimeException e) {
            running.remove(file.user());
            throw e;
        }
    }

    /** What is overdue already has its turn in a second. */
    private Instant next(Instant now) {
        Instant next = common.due();
        if (imports.whyNoUsers().isEmpty()) {
            Instant users = store.read(view -> view.nextDue()).orElse(Instant.MAX);
            next = users.isBefore(next) ? users : next;
        }
        Instant soon = now.plus(SECOND);
        return next.isBefore(soon) ? soon : next;
    }

    @Override
    public synchronized void close() {
        closed = true;
        clockSetBack.cancel();
        appointment.cancel();
    }
}
