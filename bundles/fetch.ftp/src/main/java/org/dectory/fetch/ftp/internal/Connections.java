package org.dectory.fetch.ftp.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dectory.api.replaceable.OwnThreads;

/** Keeps connections for the next file, for a while: a login takes longer than a file. Thread-safe. */
final class Connections implements AutoCloseable {

    private static final int MOST = 16;

    private final Duration keep;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor clearing;
    private boolean closed;

    /** One that waits. */
    private record Idle(Login login, FtpConnection connection, long until) {

        void end() {
            connection.drop();
            login.wipe();
        }
    }

    /**
     * None yet.
     *
     * @param keep how long one is kept
     */
    Connections(Duration keep) {
        this.keep = keep;
        clearing = OwnThreads.timer(Connections.class, "fetch.ftp-idle");
        clearing.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Takes one that is logged in with just these credentials, to a server that is still believed for the same reason. */
    synchronized Optional<FtpConnection> take(Login login) {
        long now = System.nanoTime();
        for (Iterator<Idle> each = idle.descendingIterator(); each.hasNext(); ) {
            Idle found = each.next();
            if (found.until() - now > 0 && found.login().equals(login)) {
                each.remove();
                found.login().wipe();
                return Optional.of(found.connection());
            }
        }
        return Optional.empty();
    }

    /** Keeps one; of too many, the oldest goes. */
    synchronized void put(Login login, FtpConnection connection) {
        if (closed) {
            connection.drop();
            return;
        }
        idle.addLast(new Idle(login.copy(), connection, System.nanoTime() + keep.toNanos()));
        if (idle.size() > MOST) {
            idle.removeFirst().end();
        }
        if (clearing.getQueue().isEmpty()) {
            clearLater();
        }
    }

    private void clearLater() {
        Future<?> unused =
                clearing.schedule(this::clear, idle.getFirst().until() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private synchronized void clear() {
        long now = System.nanoTime();
        while (!idle.isEmpty() && idle.getFirst().until() - now <= 0) {
            idle.removeFirst().end();
        }
        if (!idle.isEmpty() && !closed) {
            clearLater();
        }
    }

    /** Ends all that wait, and those that come back later. */
    @Override
    public synchronized void close() {
        closed = true;
        clearing.shutdownNow();
        idle.forEach(Idle::end);
        idle.clear();
    }
}
