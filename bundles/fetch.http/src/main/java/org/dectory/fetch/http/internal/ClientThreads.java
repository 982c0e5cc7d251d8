package org.dectory.fetch.http.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which the client handles what arrives: few, for nothing blocks there, and none when nothing arrives. */
final class ClientThreads implements Executor, AutoCloseable {

    private static final int MOST = 2;
    private static final int IDLE_SECONDS = 5;

    private final AtomicInteger numbers = new AtomicInteger();
    private final ThreadPoolExecutor pool;

    ClientThreads() {
        pool = new ThreadPoolExecutor(MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "fetch.http-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException e) {
            // After the end the client still has to tell those who wait; its tasks are short.
            task.run();
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
