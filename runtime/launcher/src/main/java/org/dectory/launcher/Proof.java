package org.dectory.launcher;

import java.time.Duration;
import java.util.List;
import org.dectory.release.RollbackReason;
import org.osgi.framework.Bundle;

/**
 * What an update on trial must do to be kept.
 *
 * @param patience how long a part may be missing, because another one is on its way
 * @param window how long everything must run
 * @param limit how long all of it may take, from the start of the framework on
 */
record Proof(Duration patience, Duration window, Duration limit) {

    private static final long INTERVAL_MILLIS = 250;

    static final Proof DEFAULT = new Proof(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofMinutes(3));

    /**
     * Sees to it that a trial ends, even if it hangs: after the limit it is left, and the process ends, for nothing else is sure to get
     * rid of it.
     *
     * @param end ends the process
     * @return stops it when interrupted
     */
    Thread guard(Trial trial, Runnable end) {
        Thread guard = new Thread(
                () -> {
                    try {
                        Thread.sleep(limit.toMillis());
                    } catch (InterruptedException e) {
                        return;
                    }
                    if (trial.leave(RollbackReason.TIMED_OUT, "it did not prove itself in " + limit)) {
                        end.run();
                    }
                },
                "trial");
        guard.setDaemon(true);
        guard.start();
        return guard;
    }

    /**
     * Watches the appliance for as long as the window is.
     *
     * @return what does not run; empty if all is well, or if someone stops the appliance meanwhile
     */
    List<String> complaints(Appliance appliance) throws InterruptedException {
        Readiness readiness = appliance.readiness().withHealth();
        long deadline = System.nanoTime() + window.toNanos();
        while (System.nanoTime() < deadline && isUp(appliance)) {
            List<String> complaints = complaints(readiness);
            if (!complaints.isEmpty() && isUp(appliance)) {
                return complaints;
            }
            Thread.sleep(INTERVAL_MILLIS);
        }
        return List.of();
    }

    private List<String> complaints(Readiness readiness) throws InterruptedException {
        try {
            return readiness.await(patience.toMillis());
        } catch (IllegalStateException e) {
            // The framework is stopping, or its component runtime has gone.
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    static boolean isUp(Appliance appliance) {
        return appliance.state() == Bundle.ACTIVE;
    }
}
