package org.dectory.fetch.sftp.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The connections that bring something now. Drops those whose time is long over: JSch waits without end for a server that takes
 * nothing more. Thread-safe.
 */
final class InProgress implements AutoCloseable {

    private static final long GLANCE_MILLIS = 500;

    private final ScheduledThreadPoolExecutor clock;
    private final Map<SftpConnection, Long> deadlines = new ConcurrentHashMap<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private volatile boolean closed;

    InProgress(ScheduledThreadPoolExecutor clock) {
        this.clock = clock;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * One begins.
     *
     * @param deadline when all must be done, by {@link System#nanoTime()}
     */
    void add(SftpConnection connection, long deadline) {
        deadlines.put(connection, deadline);
        if (closed) {
            connection.drop();
        } else if (watching.compareAndSet(false, true)) {
            watchLater();
        }
    }

    void remove(SftpConnection connection) {
        deadlines.remove(connection);
    }

    private void watchLater() {
        Future<?> unused = clock.schedule(this::watch, GLANCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void watch() {
        long now = System.nanoTime();
        deadlines.forEach((connection, deadline) -> {
            if (deadline - now < 0) {
                connection.drop();
            }
        });
        watching.set(false);
        if (!deadlines.isEmpty() && !closed && watching.compareAndSet(false, true)) {
            watchLater();
        }
    }

    /** Breaks off all. */
    @Override
    public void close() {
        closed = true;
        deadlines.keySet().forEach(SftpConnection::drop);
    }
}
