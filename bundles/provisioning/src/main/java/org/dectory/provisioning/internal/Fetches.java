package org.dectory.provisioning.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
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

    private final AtomicInteger numbers = new AtomicInteger();
    private final ThreadPoolExecutor pool;
    private final ConcurrentMap<String, CompletableFuture<Outcome>> running = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Fetches(int threads) {
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                this::thread);
        pool.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "provisioning-" + numbers.incrementAndGet());
        thread.setDaemon(true);
        return thread;
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

    int inProgress() {
        return running.size();
    }

    /**
     * Runs an import, unless the same is being run.
     *
     * @param key what makes two imports the same
     * @param limit the time that it has, waiting for a thread included
     * @param job is given what is left of the time and does it
     * @param refused what came of it if it cannot be run: given the reason
     * @return completes on the thread that ran it; never exceptional
     */
    CompletableFuture<Outcome> run(
            String key, Duration limit, Function<Duration, Outcome> job, Function<String, Outcome> refused) {
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        CompletableFuture<Outcome> there = running.putIfAbsent(key, mine);
        if (there != null) {
            return there.copy();
        }
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            pool.execute(() -> end(key, mine, tried(job, refused, deadline)));
        } catch (RejectedExecutionException e) {
            end(key, mine, refused.apply("Too many files are waiting for the server"));
        }
        return mine.copy();
    }

    private Outcome tried(Function<Duration, Outcome> job, Function<String, Outcome> refused, long deadline) {
        if (closed) {
            return refused.apply("Provisioning is being stopped");
        }
        try {
            return job.apply(Duration.ofNanos(deadline - System.nanoTime()));
        } catch (RuntimeException | Error e) {
            // An error as well, such as a class that went with its bundle: whoever waits must be told, and the file be
            // fetched again.
            logger.error("An import failed for no reason that was foreseen", e);
            return refused.apply("The import failed: see the log");
        }
    }

    private void end(String key, CompletableFuture<Outcome> mine, Outcome outcome) {
        running.remove(key, mine);
        mine.complete(outcome);
    }

    /** Breaks off what is being fetched; what waits is not begun, and whoever waits for it is told. */
    @Override
    public void close() {
        closed = true;
        pool.shutdownNow().forEach(Runnable::run);
    }
}
