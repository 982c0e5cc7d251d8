package org.dectory.connections;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Keeps connections for the next file, for a while: opening one takes longer than a file. The one used last is taken first. Thread-safe.
 *
 * @param <K> what makes a connection fit for another file, such as the server and the account
 * @param <C> the connections
 */
public final class KeptConnections<K, C> implements AutoCloseable {

    private final Duration keep;
    private final int most;
    private final ScheduledThreadPoolExecutor clock;
    private final Consumer<? super K> forget;
    private final Consumer<? super C> drop;
    private final Deque<Idle<K, C>> idle = new ArrayDeque<>();
    private boolean clearing;
    private boolean closed;

    private record Idle<K, C>(K key, C connection, long until) {}

    /**
     * None yet.
     *
     * @param keep how long one is kept
     * @param most how many are
     * @param clock ends those whose time is over; whoever made it ends it, after this
     * @param forget is told that a key is needed no more, and can wipe its secrets
     * @param drop ends a connection, and does not wait
     */
    public KeptConnections(
            Duration keep,
            int most,
            ScheduledThreadPoolExecutor clock,
            Consumer<? super K> forget,
            Consumer<? super C> drop) {
        this.keep = keep;
        this.most = most;
        this.clock = clock;
        this.forget = forget;
        this.drop = drop;
    }

    /** Takes the one that was used last and is fit. */
    public synchronized Optional<C> take(K key) {
        long now = System.nanoTime();
        for (Iterator<Idle<K, C>> each = idle.descendingIterator(); each.hasNext(); ) {
            Idle<K, C> found = each.next();
            if (found.until() - now > 0 && found.key().equals(key)) {
                each.remove();
                forget.accept(found.key());
                return Optional.of(found.connection());
            }
        }
        return Optional.empty();
    }

    /** Ends those that are of no use to anybody any more. */
    public synchronized void endIf(Predicate<? super K> useless) {
        idle.removeIf(each -> useless.test(each.key()) && ended(each));
    }

    private boolean ended(Idle<K, C> each) {
        drop.accept(each.connection());
        forget.accept(each.key());
        return true;
    }

    /**
     * Keeps one; of too many, the oldest goes.
     *
     * @param key what it is fit for; belongs to this object from now on
     * @param connection is open, and nothing is in progress on it
     */
    public synchronized void put(K key, C connection) {
        Idle<K, C> kept = new Idle<>(key, connection, System.nanoTime() + keep.toNanos());
        if (closed) {
            ended(kept);
            return;
        }
        idle.addLast(kept);
        if (idle.size() > most) {
            ended(idle.removeFirst());
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
            ended(idle.removeFirst());
        }
        if (!idle.isEmpty() && !closed) {
            clearLater();
        }
    }

    /** Ends all that wait, and those that come back later. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(this::ended);
        idle.clear();
    }
}
