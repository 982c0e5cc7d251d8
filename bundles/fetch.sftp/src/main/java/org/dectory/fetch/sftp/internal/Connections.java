package org.dectory.fetch.sftp.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Keeps connections for the next file, for a while: a login takes longer than a file. Thread-safe. */
final class Connections implements AutoCloseable {

    private static final int MOST = 16;

    private final Duration keep;
    private final ScheduledThreadPoolExecutor clock;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean clearing;
    private boolean closed;

    /** One that waits. */
    private record Idle(Login login, SftpConnection connection, long until) {

        void end() {
            connection.drop();
            login.credentials().password().close();
        }
    }

    /**
     * None yet.
     *
     * @param keep how long one is kept
     * @param clock ends those whose time is over
     */
    Connections(Duration keep, ScheduledThreadPoolExecutor clock) {
        this.keep = keep;
        this.clock = clock;
    }

    /** Takes one that is logged in just so. */
    synchronized Optional<SftpConnection> take(Login login) {
        long now = System.nanoTime();
        // What was judged before trust changed is of no use to anybody.
        idle.removeIf(each -> each.login().revision() != login.revision() && ended(each));
        for (Iterator<Idle> each = idle.descendingIterator(); each.hasNext(); ) {
            Idle found = each.next();
            if (found.until() - now > 0 && found.login().equals(login)) {
                each.remove();
                found.login().credentials().password().close();
                return Optional.of(found.connection());
            }
        }
        return Optional.empty();
    }

    private static boolean ended(Idle each) {
        each.end();
        return true;
    }

    /** Keeps one; of too many, the oldest goes. */
    synchronized void put(Login login, SftpConnection connection) {
        if (closed) {
            connection.drop();
            return;
        }
        idle.addLast(new Idle(login.copy(), connection, System.nanoTime() + keep.toNanos()));
        if (idle.size() > MOST) {
            idle.removeFirst().end();
        }
        if (!clearing) {
            clearLater();
        }
    }

    private void clearLater() {
        clearing = true;
        Future<?> unused =
                clock.schedule(this::clear, idle.getFirst().until() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private synchronized void clear() {
        clearing = false;
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
        idle.forEach(Idle::end);
        idle.clear();
    }
}
