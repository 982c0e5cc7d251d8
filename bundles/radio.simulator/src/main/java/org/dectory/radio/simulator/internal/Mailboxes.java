package org.dectory.radio.simulator.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dectory.api.identity.Ipei;
import org.dectory.api.replaceable.OwnThreads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mailbox for each phone, all of them run by a few threads: what concerns one phone runs in order and never twice at
 * once. A phone for which nothing is to be done has no mailbox. Thread-safe.
 */
final class Mailboxes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Mailboxes.class);

    /** How many tasks of one phone run in a row, so that a busy phone does not keep the others waiting. */
    private static final int IN_A_ROW = 16;

    private final ConcurrentMap<Ipei, Queue<Runnable>> waiting = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor pool;

    Mailboxes() {
        int threads = Math.min(4, Math.max(2, Runtime.getRuntime().availableProcessors()));
        pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                OwnThreads.of(Mailboxes.class, "radio-simulator"));
    }

    /** Runs a task after those that wait for the phone; refuses it once closed. */
    void execute(Ipei phone, Runnable task) {
        Queue<Runnable> unused = waiting.compute(phone, (key, queue) -> {
            if (queue != null) {
                queue.add(task);
                return queue;
            }
            pool.execute(() -> run(phone));
            Queue<Runnable> first = new ArrayDeque<>(2);
            first.add(task);
            return first;
        });
    }

    private void run(Ipei phone) {
        int inARow = 0;
        for (Runnable task = next(phone); task != null; task = next(phone)) {
            run(phone, task);
            inARow++;
            if (inARow >= IN_A_ROW && passedOn(phone)) {
                return;
            }
        }
    }

    /** Lets other phones have the thread; when the pool is closing, this one finishes what is there. */
    private boolean passedOn(Ipei phone) {
        try {
            pool.execute(() -> run(phone));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /**
     * What one task throws concerns neither the next task nor the other phones. That may be an error, too: the bundle that a task
     * is of may have gone with its classes, and a mailbox that nobody runs any more would be stuck for good.
     */
    private static void run(Ipei phone, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("Phone {}: a task failed", phone, e);
        }
    }

    /** The mailbox goes when it is found empty, by the one thread that runs it. */
    private @Nullable Runnable next(Ipei phone) {
        Taken taken = new Taken();
        Queue<Runnable> unused = waiting.computeIfPresent(phone, (key, queue) -> {
            taken.task = queue.poll();
            return taken.task == null ? null : queue;
        });
        return taken.task;
    }

    /** Ends the threads after what they are doing; what still waits is dropped. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(2, TimeUnit.SECONDS)) {
                int dropped = pool.shutdownNow().size();
                LOG.warn("{} mailboxes were not empty after {}", dropped, Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static final class Taken {
        private @Nullable Runnable task;
    }
}
