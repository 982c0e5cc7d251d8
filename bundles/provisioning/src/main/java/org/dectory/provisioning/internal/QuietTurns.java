package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.api.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the new times of files that were found unchanged, and writes them together: at most once a minute, and at the end.
 * What is lost in a power cut is asked for once more, which costs little. Thread-safe.
 */
final class QuietTurns implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(QuietTurns.class);
    private static final Actor ACTOR = Actor.system("provisioning");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int MOST = 500;

    private final Store store;
    private final Writer writer;
    private final Clock clock;
    private final Scheduler scheduler;
    private final Map<UserId, Turn> turns = new HashMap<>();
    private Scheduler.Appointment appointment = () -> {};
    private boolean closed;

    /** When a file was found unchanged, and when its next turn is. */
    private record Turn(String fileName, Instant at, Instant due) {}

    QuietTurns(Store store, Clock clock, Scheduler scheduler) {
        this.store = store;
        this.writer = new Writer(store);
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /**
     * Notes that the file of a user has just been found unchanged.
     *
     * @return the user as stored now, if still external
     */
    Optional<User> note(Job job) {
        return store.read(view -> note(view, job));
    }

    private Optional<User> note(StoreView view, Job job) {
        Instant now = clock.instant();
        Optional<User> user =
                job.user().flatMap(known -> view.findUser(known.id())).filter(User::external);
        user.ifPresent(known ->
                add(known.id(), new Turn(job.fileName(), now, now.plus(UserChange.interval(view, known)))));
        return user;
    }

    private synchronized void add(UserId user, Turn turn) {
        turns.put(user, turn);
        if (turns.size() == 1) {
            arrange(turn.at().plus(LONGEST_WAIT));
        } else if (turns.size() == MOST) {
            arrange(turn.at());
        }
    }

    private synchronized void arrange(Instant when) {
        appointment.cancel();
        // An appointment that is made after the end would keep all of this for nothing.
        if (!closed) {
            appointment = scheduler.at(when, this::write);
        }
    }

    /** Whether the store does not know yet that a file had its turn. */
    synchronized boolean hadItsTurn(UserFile file) {
        Turn turn = turns.get(file.user());
        return turn != null && turn.due().isAfter(clock.instant());
    }

    synchronized int waiting() {
        return turns.size();
    }

    private void write() {
        CompletableFuture<Boolean> unused = start();
    }

    /** Forgets what is not in the store yet: the clock by which these times were is not right. */
    synchronized void forget() {
        appointment.cancel();
        turns.clear();
    }

    private CompletableFuture<Boolean> start() {
        Map<UserId, Turn> written;
        synchronized (this) {
            written = Map.copyOf(turns);
        }
        if (written.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        return writer.start(ACTOR, tx -> {
                    written.forEach((user, turn) -> put(tx, user, turn));
                    return true;
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        logger.warn("The times of {} files could not be stored", written.size());
                    }
                    forget(written);
                });
    }

    private static void put(StoreTransaction tx, UserId user, Turn turn) {
        Optional<UserFile> known = tx.findUserFile(user)
                .filter(file -> file.name().equals(turn.fileName()))
                // Meanwhile it was imported, or failed.
                .filter(file -> file.tried().filter(turn.at()::isBefore).isEmpty());
        known.ifPresent(file -> tx.putUserFile(new UserFile(
                user,
                file.name(),
                file.version(),
                Optional.of(turn.at()),
                turn.due(),
                file.problem(),
                Optional.of(turn.at()),
                file.messages())));
    }

    private synchronized void forget(Map<UserId, Turn> written) {
        written.forEach(turns::remove);
        if (!turns.isEmpty()) {
            arrange(clock.instant().plus(LONGEST_WAIT));
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            appointment.cancel();
        }
        start().exceptionally(failure -> false).join();
    }
}
