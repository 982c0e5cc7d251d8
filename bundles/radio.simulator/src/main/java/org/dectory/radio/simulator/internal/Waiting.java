package org.dectory.radio.simulator.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.time.Scheduler;

/** One who waits for the end of a call. */
final class Waiting {

    private final CompletableFuture<Boolean> idle;
    private final Scheduler.Appointment limit;

    private Waiting(CompletableFuture<Boolean> idle, Scheduler.Appointment limit) {
        this.idle = idle;
        this.limit = limit;
    }

    /** Completes with true when the phone is in no call, at once if it is in none; with false after the limit. */
    static void untilIdle(VirtualPhone phone, Duration limit, CompletableFuture<Boolean> idle) {
        boolean inCall;
        synchronized (phone) {
            Call call = phone.call();
            inCall = call != null;
            if (call != null && !limit.isZero()) {
                call.keepWaiting(new Waiting(idle, phone.world.after(limit, () -> idle.complete(false))));
                return;
            }
        }
        idle.complete(!inCall);
    }

    boolean isOver() {
        return idle.isDone();
    }

    void end(boolean isIdle) {
        limit.cancel();
        idle.complete(isIdle);
    }
}
