package org.dectory.api.settings;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets stored settings be changed by one at a time. ConfigurationAdmin replaces a configuration as a whole and has no way to say
 * <i>unless it was changed meanwhile</i>: who reads one, changes a part and writes it back does all of this in here.
 */
public final class SettingsChange {

    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private SettingsChange() {}

    /**
     * Reads and writes stored settings.
     *
     * @param <E> how it may fail
     */
    @FunctionalInterface
    public interface Step<E extends Exception> {

        /**
         * Reads and writes.
         *
         * @throws E if it fails
         */
        void run() throws E;
    }

    /**
     * Runs a change while no other one runs; waits for its turn.
     *
     * @param <E> how it may fail
     * @param change reads and writes, and waits for nothing else
     * @throws E as the change does
     */
    public static <E extends Exception> void alone(Step<E> change) throws E {
        ONE_AT_A_TIME.lock();
        try {
            change.run();
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }
}
