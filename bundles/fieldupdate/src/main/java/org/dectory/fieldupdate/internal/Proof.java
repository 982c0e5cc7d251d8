package org.dectory.fieldupdate.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.dectory.release.RollbackReason;

/**
 * Watches an update for as long as it has to prove itself.
 *
 * <p>Something may be amiss for a while, because something else is on its way; what is amiss for longer is the update's fault.
 */
final class Proof {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Vitals vitals;
    private final Limits limits;
    private final BooleanSupplier calledOff;

    /**
     * Makes one.
     *
     * @param calledOff whether an administrator wants the update to go
     */
    Proof(Vitals vitals, Limits limits, BooleanSupplier calledOff) {
        this.vitals = vitals;
        this.limits = limits;
        this.calledOff = calledOff;
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
        long wellAt = now;
        List<String> worse = vitals.picture().worseThan(before);
        while (now < end || !worse.isEmpty()) {
            if (calledOff.getAsBoolean()) {
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
