package org.dectory.fetch.http.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets so many requests go to one server at a time; the others wait, first come, first served. Each request has a connection, so this also
 * bounds the connections that are kept. Thread-safe.
 */
final class Turns {

    private final int most;
    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    /** Those at one server; they change it only while the map holds its entry. */
    private static final class Queue {
        private final Semaphore turns;
        private int users;

        Queue(int most) {
            turns = new Semaphore(most, true);
        }
    }

    Turns(int most) {
        this.most = most;
    }

    /**
     * Waits for a turn.
     *
     * @param server the server, see {@link Redirects#server}
     * @param deadline when to give up, by {@link System#nanoTime}
     * @throws TimeoutException if it does not come in time
     * @throws InterruptedException if the calling thread is interrupted
     */
    void take(String server, long deadline) throws TimeoutException, InterruptedException {
        Queue queue = queues.compute(server, (name, there) -> {
            Queue joined = there == null ? new Queue(most) : there;
            joined.users++;
            return joined;
        });
        boolean taken = false;
        try {
            taken = queue.turns.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            if (!taken) {
                leave(server);
            }
        }
        if (!taken) {
            throw new TimeoutException("Too many files are waiting for the server");
        }
    }

    /** Ends a turn. */
    void end(String server) {
        Queue queue = queues.get(server);
        if (queue != null) {
            queue.turns.release();
        }
        leave(server);
    }

    private void leave(String server) {
        queues.computeIfPresent(server, (name, there) -> --there.users == 0 ? null : there);
    }

    int servers() {
        return queues.size();
    }
}
