package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.provisioning.internal.Order.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what is known about users' files that bring no new data, and deletes users whose files are gone. Thread-safe. */
final class FileBooks {

    /** With this the problem of a held file begins; it holds until the file is there again or somebody deletes the user. */
    static final String HELD = "Held for an administrator's word: ";

    private static final Logger logger = LoggerFactory.getLogger(FileBooks.class);

    private final Clock clock;
    private final Writer writer;
    private final GroupedWrites grouped;
    private final LiveSettings live;
    private final QuietTurns turns;
    private final Disappearances disappearances;
    private final Tries tries = new Tries();

    FileBooks(Store store, Clock clock, LiveSettings live, QuietTurns turns, Executor answers) {
        this.clock = clock;
        this.writer = new Writer(store);
        this.grouped = new GroupedWrites(writer, answers);
        this.live = live;
        this.turns = turns;
        this.disappearances = new Disappearances(store, clock);
    }

    /**
     * Begins a write: with others, if an administrator wants many files; a person at a phone waits for no others.
     *
     * @param work throws an {@link ImportRefusedException} only before it has changed anything
     */
    <T> CompletableFuture<T> start(Job job, Function<? super StoreTransaction, T> work) {
        Cause cause = job.order().cause();
        return cause == Cause.DEMAND || cause == Cause.CONFIRMED
                ? grouped.start(job.order().actor(), work)
                : writer.start(job.order().actor(), work);
    }

    /** Whether what a fetch found still counts. */
    boolean stillCounts(Job job) {
        return live.stillCounts(job.order().current());
    }

    /** Asked within a transaction, so that no change of the source comes between the answer and its effect. */
    void requireCurrent(Job job) {
        if (!stillCounts(job)) {
            throw new ImportRefusedException("The source was changed meanwhile");
        }
    }

    void succeeded(Job job) {
        tries.succeeded(job.fileName());
    }

    /**
     * The file is as it was. Nothing is written for that, but a problem that is over, and another name of the version.
     *
     * @param version what the version is called from now on; empty if as before
     * @return completes with the user, if still there
     */
    CompletableFuture<Optional<User>> unchanged(Job job, String version) {
        succeeded(job);
        boolean clean = version.isEmpty()
                && job.file()
                        .filter(file -> file.problem().isEmpty() && file.name().equals(job.fileName()))
                        .isPresent();
        if (!clean) {
            Instant now = clock.instant();
            return start(job, tx -> {
                Optional<User> user = stillExternal(tx, job);
                user.ifPresent(known -> tx.putUserFile(new UserFile(
                        known.id(),
                        job.fileName(),
                        version.isEmpty() ? job.version() : version,
                        Optional.of(now),
                        now.plus(UserChange.interval(tx, known)),
                        Optional.empty(),
                        Optional.of(now),
                        job.file().map(UserFile::messages).orElse(List.of()))));
                return user;
            });
        }
        return CompletableFuture.completedFuture(job.order().cause() == Cause.TURN ? turns.note(job) : job.user());
    }

    /**
     * The file is gone, and with it the user, unless too many are gone.
     *
     * @return completes with the user if kept
     */
    CompletableFuture<Optional<User>> gone(Job job, String proof) {
        succeeded(job);
        int external = disappearances.externalUsers();
        Instant now = clock.instant();
        return start(job, tx -> {
                    requireCurrent(job);
                    return stillExternal(tx, job).filter(user -> !deleted(tx, job, user, external, proof, now));
                })
                .thenApply(left -> {
                    if (left.isEmpty()) {
                        logger.info("{} is gone ({}): the user is deleted", job.fileName(), proof);
                    } else if (!Disappearances.isHeld(job.file())) {
                        logger.warn("{} is not there: the user is kept until an administrator decides", job.fileName());
                    }
                    return left;
                });
    }

    private static boolean deleted(StoreTransaction tx, Job job, User user, int external, String proof, Instant now) {
        Optional<UserFile> file = tx.findUserFile(user.id());
        boolean another = isAnother(job, file);
        if (job.order().cause() == Cause.CONFIRMED || (!another && Disappearances.mayDelete(tx, file, external, now))) {
            tx.removeUser(user.id());
            return true;
        }
        Instant due = now.plus(UserChange.interval(tx, user));
        String reason = HELD + (another ? "no " + job.fileName() + ", " : "") + proof;
        tx.putUserFile(problem(job, user, file, now, due, reason, List.of()));
        return false;
    }

    /** Nothing could be learnt from the file: it is tried again. */
    CompletableFuture<Boolean> failed(Job job, String reason, List<String> messages) {
        Duration pause = job.order().current().settings().retry().after(tries.failed(job.fileName()));
        if (!job.isExternal()) {
            tries.succeeded(job.fileName()); // Nobody comes back by a timer for a file that made no user.
            return CompletableFuture.completedFuture(false);
        }
        Instant now = clock.instant();
        return start(job, tx -> {
            stillExternal(tx, job).ifPresent(user -> {
                Optional<UserFile> file = tx.findUserFile(user.id());
                String kept = Disappearances.isHeld(file)
                        ? file.flatMap(UserFile::problem).orElse(reason)
                        : reason;
                tx.putUserFile(problem(job, user, file, now, now.plus(pause), kept, messages));
            });
            return true;
        });
    }

    /**
     * Whether the user was made by a file of another name: since then, users are called otherwise, or somebody else judges them.
     * That the present one is not there does not prove that theirs is gone.
     */
    private static boolean isAnother(Job job, Optional<UserFile> file) {
        return file.filter(known -> known.imported().isPresent())
                .filter(known -> !known.name().equals(job.fileName()))
                .isPresent();
    }

    private static UserFile problem(
            Job job,
            User user,
            Optional<UserFile> file,
            Instant now,
            Instant due,
            String problem,
            List<String> messages) {
        Optional<UserFile> another = file.filter(known -> isAnother(job, file));
        return new UserFile(
                user.id(),
                another.map(UserFile::name).orElse(job.fileName()),
                another.map(UserFile::version).orElse(job.version()),
                file.flatMap(UserFile::imported),
                due,
                Optional.of(problem),
                Optional.of(now),
                messages);
    }

    private static Optional<User> stillExternal(StoreTransaction tx, Job job) {
        return job.user().flatMap(user -> tx.findUser(user.id())).filter(User::external);
    }
}
