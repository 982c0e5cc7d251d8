package org.dectory.api.replaceable;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One service, and the calls which are inside it.
 *
 * <p>A call is {@link #enter entered}, {@link #left left} by the thread that made it, and {@link #ended ended}; for a
 * synchronous call the last two are one moment. A withdrawn service lets nobody in. The monitor is held for counting only, never
 * while the service runs.
 */
final class Held<S> {

    private final S service;

    /** How often each thread is inside; so that nobody waits for itself. */
    private final Map<Thread, Integer> inside = new HashMap<>();

    private int calls;
    private boolean withdrawn;

    Held(S service) {
        this.service = service;
    }

    S service() {
        return service;
    }

    /** Lets a call of this thread in, unless the service has been withdrawn. */
    synchronized boolean enter() {
        if (withdrawn) {
            return false;
        }
        calls++;
        inside.merge(Thread.currentThread(), 1, Integer::sum);
        return true;
    }

    /** This thread has come back from the service; its call may still be in progress. */
    synchronized void left() {
        inside.computeIfPresent(Thread.currentThread(), (thread, times) -> times == 1 ? null : times - 1);
    }

    synchronized void ended() {
        calls--;
        notifyAll();
    }

    synchronized boolean isWithdrawn() {
        return withdrawn;
    }

    synchronized int callsInProgress() {
        return calls;
    }

    /**
     * Lets nobody in any more and waits for the calls of other threads to end.
     *
     * @return how many of them are still in progress
     */
    synchronized int withdraw(long nanos) {
        withdrawn = true;
        int own = inside.getOrDefault(Thread.currentThread(), 0);
        long deadline = System.nanoTime() + nanos;
        try {
            for (long left = nanos; calls > own && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return calls - own;
    }
}
