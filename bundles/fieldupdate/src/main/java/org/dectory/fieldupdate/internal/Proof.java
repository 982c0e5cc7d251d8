package org.dectory.fieldupdate.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.dectory.release.RollbackReason;

/**
 * Watches an update for as long as it has to prove itself.
 *
 * <p>Something may be amiss for a while, because something else is on its way; what is amiss for longer is the update's fault.
 */
final class Proof {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    /** No wish of anybody makes it shorter: an answer of the health checks may be two seconds old. */
    private static final Duration LEAST = Duration.ofSeconds(3);

    private final Vitals vitals;
    private final Limits limits;
    private final Wishes wishes;

    /**
     * Makes one.
     *
     * @param wishes what administrators want of the trial meanwhile
     */
    Proof(Vitals vitals, Limits limits, Wishes wishes) {
        this.vitals = vitals;
        this.limits = limits;
        this.wishes = wishes;
    }

    /**
     * Watches.
     *
     * @param before how the appliance was before the update
     * @throws FailedStepException if it has become worse, or someone called the update off
     * @throws CancellationException if the appliance stops: nothing is proved then
     */
    void watch(Picture before) throws FailedStepException, InterruptedException {
        long now = System.nanoTime();
        long end = now + limits.window().toNanos();
        long earliest = Math.min(end, now + LEAST.toNanos());
        long wellAt = now;
        List<String> worse = vitals.picture().worseThan(before);
        while (!worse.isEmpty() || now < (wishes.keep().isPresent() ? earliest : end)) {
            if (wishes.end().isPresent()) {
                throw new FailedStepException(RollbackReason.REQUESTED, "");
            }
            if (vitals.isStopping()) {
                throw new CancellationException("the appliance stops");
            }
            if (worse.isEmpty()) {
                wellAt = now;
            } else if (now - wellAt > limits.patience().toNanos()) {
                throw new FailedStepException(RollbackReason.UNHEALTHY, String.join("; ", worse));
            }
            Thread.sleep(INTERVAL.toMillis());
            worse = vitals.picture().worseThan(before);
            now = System.nanoTime();
        }
    }
}
