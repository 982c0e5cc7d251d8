package org.dectory.provisioning.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.dectory.api.replaceable.OwnThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs imports on a bounded number of threads, one at a time for each file: whoever asks for a file that is just being
 * imported gets the result of that import. No thread is kept while there is nothing to do. Thread-safe.
 */
final class Fetches implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(Fetches.class);
    private static final int MOST_WAITING = 10_000;
    private static final int IDLE_SECONDS = 5;
    private static final int LONGEST_END_SECONDS = 2;

    private final ThreadPoolExecutor pool;

    /** Tells those who wait: neither a fetch nor the writer of the store is kept by what they do then. */
    private final ThreadPoolExecutor answers;

    private final ConcurrentMap<String, CompletableFuture<Outcome>> running = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** An import that is run: fetches on the calling thread, and completes when its result is on the disk. */
    @FunctionalInterface
    interface Import {

        /**
         * Runs it.
         *
         * @param left the time that it has
         * @return completes on any thread
         */
        CompletableFuture<Outcome> start(Duration left);
    }

    Fetches(int threads) {
        pool = threads(threads, MOST_WAITING, "provisioning");
        answers = threads(1, Integer.MAX_VALUE, "provisioning-answers");
        answers.setRejectedExecutionHandler((task, executor) -> task.run());
    }

    private static ThreadPoolExecutor threads(int threads, int mostWaiting, String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(mostWaiting),
                OwnThreads.daemons(Fetches.class, name));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Changes how many run at once. */
    synchronized void threads(int threads) {
        // The pool refuses more core threads than threads, even for a moment.
        if (threads > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(threads);
            pool.setCorePoolSize(threads);
        } else {
            pool.setCorePoolSize(threads);
            pool.setMaximumPoolSize(threads);
        }
    }

    /** Where those are told who wait for something that is done elsewhere. */
    Executor answers() {
        return answers;
    }

    int inProgress() {
        return running.size();
    }

    /** Whether somebody waits for a thread. */
    boolean isBusy() {
        return !pool.getQueue().isEmpty();
    }

    /**
     * Lends a thread for work that calls {@link #runHere}, and gives it back where {@link #isBusy}.
     *
     * @throws RejectedExecutionException if there is no room, or the end has come
     */
    void lend(Runnable work) {
        pool.execute(work);
    }

    /**
     * Runs an import on a thread of its own, unless the same is being run.
     *
     * @param key what makes two imports the same
     * @param limit the time that it has, waiting for a thread included
     * @param job is given what is left of the time and does it
     * @param refused what came of it if it cannot be run: given the reason
     * @return completes on a thread that may be kept for a while; never exceptional
     */
    CompletableFuture<Outcome> run(String key, Duration limit, Import job, Function<String, Outcome> refused) {
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        CompletableFuture<Outcome> there = running.putIfAbsent(key, mine);
        if (there != null) {
            return there.copy();
        }
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            pool.execute(() -> begin(key, mine, job, refused, deadline, answers));
        } catch (RejectedExecutionException e) {
            end(key, mine, refused.apply("Too many files are waiting for the server"));
        }
        return mine.copy();
    }

    /**
     * As {@link #run}, the fetch on the calling thread, which must be one that was {@linkplain #lend lent}. What waits for the result must
     * be quick: it is told on the thread that has it.
     */
    CompletableFuture<Outcome> runHere(String key, Duration limit, Import job, Function<String, Outcome> refused) {
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        CompletableFuture<Outcome> there = running.putIfAbsent(key, mine);
        if (there != null) {
            return there.copy();
        }
        begin(key, mine, job, refused, System.nanoTime() + limit.toNanos(), Runnable::run);
        return mine;
    }

    private void begin(
            String key,
            CompletableFuture<Outcome> mine,
            Import job,
            Function<String, Outcome> refused,
            long deadline,
            Executor telling) {
        if (closed) {
            end(key, mine, refused.apply("Provisioning is being stopped"));
            return;
        }
        CompletableFuture<Outcome> started;
        try {
            started = job.start(Duration.ofNanos(deadline - System.nanoTime()));
        } catch (RuntimeException | Error e) {
            // An error as well, such as a class that went with its bundle: whoever waits must be told, and the file be
            // fetched again.
            started = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Void> unused = started.handleAsync(
                        (outcome, failure) -> {
                            if (failure == null) {
                                return outcome;
                            }
                            logger.error("An import failed for no reason that was foreseen", failure);
                            return refused.apply("The import failed: see the log");
                        },
                        telling)
                .thenAccept(outcome -> end(key, mine, outcome));
    }

    private void end(String key, CompletableFuture<Outcome> mine, Outcome outcome) {
        running.remove(key, mine);
        mine.complete(outcome);
    }

    /**
     * Breaks off what is being fetched; what waits is not begun, and whoever waits for it is told. Waits a moment for what was broken off:
     * its classes go with the bundle.
     */
    @Override
    public void close() {
        closed = true;
        pool.shutdownNow().forEach(Runnable::run);
        try {
            if (!pool.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                logger.warn("An import does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answers.shutdown();
    }
}
