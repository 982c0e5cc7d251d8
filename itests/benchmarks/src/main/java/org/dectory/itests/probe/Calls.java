package org.dectory.itests.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Two threads that call a service every tenth of a millisecond, and count the calls that no service answered. */
final class Calls implements AutoCloseable {

    private static final int THREADS = 2;
    private static final long PAUSE_NANOS = 100_000;

    private final BooleanSupplier call;
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private final AtomicLong longestGap = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /**
     * Begins to call.
     *
     * @param call makes a call, and tells whether a service answered
     */
    Calls(BooleanSupplier call) {
        this.call = call;
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::run, "caller " + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void run() {
        long answered = System.nanoTime();
        while (!ended) {
            made.incrementAndGet();
            if (call.getAsBoolean()) {
                long now = System.nanoTime();
                longestGap.accumulateAndGet(now - answered, Math::max);
                answered = now;
            } else {
                missed.incrementAndGet();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Waits until each thread has called some more. */
    void someMore() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(100);
    }

    /** Ends the calls, and says how many there were, how many were missed, and the longest time from one answer to the next in milliseconds. */
    String figures() throws InterruptedException {
        close();
        for (Thread thread : threads) {
            thread.join();
        }
        return made + " " + missed + " " + TimeUnit.NANOSECONDS.toMillis(longestGap.get());
    }

    @Override
    public void close() {
        ended = true;
    }
}
