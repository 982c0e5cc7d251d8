package org.dectory.api.time;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs a task once, at an instant of the {@link java.time.Clock} service.
 *
 * <p>Tasks run on a small pool shared by the whole appliance: a task hands longer work to a thread of its own. An
 * exception that leaves a task is logged and stops nothing else. A wall clock that jumps is noticed within a minute.
 * Thread-safe.
 */
@ProviderType
public interface Scheduler {

    /**
     * Arranges for a task to run.
     *
     * @param when when it runs; an instant that has passed means at once, on a thread of the scheduler
     * @param task what runs
     * @return the way to call it off
     */
    Appointment at(Instant when, Runnable task);

    /**
     * Arranges for a task to run whenever it is noticed that the clock was set back. Instants that were computed before, those of
     * appointments included, may be farther away then than was meant.
     *
     * @param task what runs, each time
     * @return the way to call it off
     */
    default Appointment whenSetBack(Runnable task) {
        return () -> {};
    }

    /** A task that is to run. */
    @FunctionalInterface
    interface Appointment {

        /** Calls the task off if it has not begun; does nothing otherwise and never waits. */
        void cancel();
    }
}
