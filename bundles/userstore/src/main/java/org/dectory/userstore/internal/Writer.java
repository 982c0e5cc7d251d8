package org.dectory.userstore.internal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.dectory.api.replaceable.OwnThreads;
import org.dectory.api.store.Actor;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.StoreTransaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes data. It takes what waits, runs it in one transaction with a savepoint for each request, commits,
 * and tells the callers only then.
 */
final class Writer implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Writer.class);

    private static final int GROUP = 256;
    private static final int QUEUE = 10_000;
    private static final long PATIENCE_SECONDS = 10;

    private final Session session;
    private final SecretCipher cipher;
    private final Clock clock;
    private final Feed feed;
    private final FeedPruning pruning;
    private final WriterCounters counters = new WriterCounters();
    private final WriterTrouble trouble;
    private final BlockingQueue<Request<?>> queue = new LinkedBlockingQueue<>(QUEUE);
    private final Request<?> stop = new Request<>(Actor.system("userstore"), tx -> "stop");
    private final Request<?> trial = new Request<>(Actor.system("userstore"), tx -> "trial");
    private final Thread thread =
            OwnThreads.of(Writer.class, "userstore-writer").newThread(this::work);

    private long sequence;
    private Instant latest;
    private volatile boolean closing;
    private volatile boolean closed;

    /**
     * Starts the thread.
     *
     * @param session its connection, which it closes at the end
     * @param cipher seals secrets
     * @param clock gives the time of transactions
     * @param feed given each entry as it is written, and told of the newest after each commit that wrote one
     */
    Writer(Session session, SecretCipher cipher, Clock clock, Feed feed) {
        this.session = session;
        this.cipher = cipher;
        this.clock = clock;
        this.feed = feed;
        this.trouble = new WriterTrouble(clock);
        this.sequence = session.number("SELECT max(sequence) FROM change");
        this.latest = session.first(
                        "SELECT at FROM change WHERE sequence = ?", row -> Times.ofMicros(row.getLong(1)), sequence)
                .orElse(Instant.MIN);
        this.pruning = new FeedPruning(session);
        thread.start();
    }

    WriterCounters counters() {
        return counters;
    }

    /** Why the last commit failed; empty if it did not. While it had, asking makes the writer try the disk now and then. */
    Optional<String> problem() {
        if (closed) {
            return Optional.of("The store has stopped");
        }
        if (trouble.claimRetry() && !queue.offer(trial)) {
            logger.debug("The disk is not tried now, so many changes wait for it");
        }
        return trouble.reason();
    }

    <T> CompletionStage<T> submit(Actor actor, Function<? super StoreTransaction, T> work) {
        Request<T> request = new Request<>(actor, work);
        if (closing) {
            request.fail(new StoreException("The store is closed"));
        } else if (!queue.offer(request)) {
            request.fail(new StoreException("Too many changes wait for the disk (" + QUEUE + "); try again later"));
        } else if (closed) {
            refuseRest();
        }
        return request.stage.minimalCompletionStage();
    }

    private void work() {
        List<Request<?>> group = new ArrayList<>(GROUP);
        try {
            boolean last = false;
            while (!last) {
                group.add(queue.take());
                queue.drainTo(group, GROUP - 1);
                last = group.remove(stop);
                boolean tried = group.removeIf(request -> request == trial);
                if (!group.isEmpty()) {
                    commit(group);
                }
                // Never in one commit with changes, which it would take down with it.
                if (tried && trouble.reason().isPresent()) {
                    tryDisk();
                }
                group.clear();
            }
        } catch (InterruptedException e) {
            logger.error("The writer was interrupted: no change is possible until the store is restarted");
        } catch (RuntimeException e) {
            logger.error("The writer failed: no change is possible until the store is restarted", e);
        } finally {
            closing = true;
            closed = true;
            group.forEach(request -> request.fail(new StoreException("The store failed")));
            refuseRest();
            session.close();
        }
    }

    private void refuseRest() {
        for (@Nullable Request<?> rest = queue.poll(); rest != null; rest = queue.poll()) {
            rest.fail(new StoreException("The store is closed"));
        }
    }

    private void commit(List<Request<?>> group) {
        long before = sequence;
        try {
            session.run("BEGIN IMMEDIATE");
            for (Request<?> request : group) {
                run(request);
            }
            pruning.step(sequence);
            session.run("COMMIT");
        } catch (StoreException e) {
            undo(group, before, e);
            return;
        }
        counters.committed(group.size());
        if (sequence != before) {
            trouble.over();
            feed.committed(sequence);
        }
        group.forEach(Request::complete);
    }

    private void undo(List<Request<?>> group, long before, StoreException cause) {
        logger.error("{} changes could not be written: {}", group.size(), cause.getMessage());
        trouble.failed(String.valueOf(cause.getMessage()));
        sequence = before;
        counters.failed(group.size());
        rollBack();
        group.forEach(request -> request.fail(new StoreException(String.valueOf(cause.getMessage()), cause)));
    }

    /** Asks for room and gives it back: whether that works is all that it leaves behind. */
    private void tryDisk() {
        try {
            session.run("BEGIN IMMEDIATE");
            session.run("INSERT INTO meta (key, value) VALUES ('trial', hex(zeroblob(30000)))");
            session.run("DELETE FROM meta WHERE key = 'trial'");
            session.run("COMMIT");
            trouble.over();
            logger.info("The disk can be written again");
        } catch (StoreException e) {
            logger.debug("The disk still cannot be written: {}", e.getMessage());
            trouble.failed(String.valueOf(e.getMessage()));
            rollBack();
        }
    }

    private void rollBack() {
        try {
            session.run("ROLLBACK");
        } catch (StoreException e) {
            // SQLite has done it by itself already, as it does when the disk is full.
            logger.debug("Nothing to roll back: {}", e.getMessage());
        }
        session.mend();
    }

    /** Runs one request; if it fails, it alone is undone. */
    private void run(Request<?> request) {
        Instant clockTime = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant now = clockTime.isBefore(latest) ? latest : clockTime;
        ChangeLog log = new ChangeLog(session, request.actor, now, sequence, feed.recent());
        session.run("SAVEPOINT request");
        if (request.run(new SqlTransaction(session, log, cipher))) {
            sequence = log.sequence();
            latest = now;
        } else if (!session.isBroken()) {
            session.run("ROLLBACK TO request");
        }
        if (session.isBroken()) {
            throw new StoreException(request.problem());
        }
        session.run("RELEASE request");
    }

    /** Finishes what waits, then ends the thread and closes its connection. */
    @Override
    public void close() {
        closing = true;
        try {
            if (queue.offer(stop, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            logger.warn("The writer is still busy with {} changes", queue.size());
        }
    }

    /** One call of {@code write}. */
    private static final class Request<T> {

        private final Actor actor;
        private final Function<? super StoreTransaction, T> work;
        private final CompletableFuture<T> stage = new CompletableFuture<>();

        /** What the function returned, as something that completes the stage; empty until it did. */
        private Runnable completion = () -> {};

        private String problem = "A change failed in an unknown way";

        Request(Actor actor, Function<? super StoreTransaction, T> work) {
            this.actor = actor;
            this.work = work;
        }

        /** Whatever a function throws, even an error, is its caller's and must not end the thread. */
        boolean run(SqlTransaction transaction) {
            try {
                T result = work.apply(transaction);
                transaction.complete();
                completion = () -> stage.complete(result);
                return true;
            } catch (Throwable e) {
                problem = String.valueOf(e.getMessage());
                completion = () -> stage.completeExceptionally(e);
                return false;
            } finally {
                transaction.end();
            }
        }

        String problem() {
            return problem;
        }

        void complete() {
            completion.run();
        }

        void fail(StoreException e) {
            stage.completeExceptionally(e);
        }
    }
}
