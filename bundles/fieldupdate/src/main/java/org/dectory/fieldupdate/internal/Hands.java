package org.dectory.fieldupdate.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dectory.release.RollbackReason;
import org.osgi.framework.BundleException;

/**
 * Do what bundles may never come back from: each deed on a thread of its own, which is left behind if it takes too long.
 *
 * <p>The framework's lock may be held by somebody else for a moment; then the deed is tried again.
 */
final class Hands {

    private static final int ATTEMPTS = 20;
    private static final long PAUSE_MILLIS = 50;

    private final List<Thread> left = new CopyOnWriteArrayList<>();

    /**
     * Does something.
     *
     * @param what what it is, for people, such as {@code a stops}
     * @param limit how long it may take
     * @param group where the thread belongs, and with it those that it makes
     * @throws FailedStepException if it fails, or takes too long
     */
    <T> T within(Duration limit, String what, ThreadGroup group, Callable<T> deed)
            throws FailedStepException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(() -> patiently(deed));
        Thread thread = new Thread(group, task, what);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            left.add(thread);
            // It is asked to end, but nobody relies on that.
            thread.interrupt();
            throw new FailedStepException(RollbackReason.TIMED_OUT, what + ": not within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new FailedStepException(RollbackReason.DOES_NOT_START, what, cause);
        }
    }

    /** What was left behind, goes on, and may hold locks of the framework; empty if nothing does. */
    List<String> stuck() {
        return left.stream().filter(Thread::isAlive).map(Thread::getName).toList();
    }

    private static <T> T patiently(Callable<T> deed) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return deed.call();
            } catch (BundleException e) {
                if (attempt == ATTEMPTS || !isLocked(e)) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE_MILLIS * attempt);
        }
    }

    /** Felix has no type for it. */
    private static boolean isLocked(BundleException failure) {
        return String.valueOf(failure.getMessage()).contains("acquire global lock");
    }
}
