package org.dectory.api.store;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All changes in the order in which they were committed. Thread-safe.
 *
 * <p>Old entries are pruned (the newest 100,000 stay); a reader whose cursor is older starts at the oldest one kept.
 */
@ProviderType
public interface ChangeFeed {

    /**
     * The sequence of the newest entry.
     *
     * @return its sequence, or 0 if nothing was ever changed
     */
    long head();

    /**
     * Reads entries.
     *
     * @param cursor the sequence after which to begin; 0 for the oldest entry kept
     * @param max how many at most, 1 to 1000
     * @return the entries in order; empty if there are none
     */
    List<Change> after(long cursor, int max);

    /**
     * Follows the feed. The listener is called with entries in order, one call at a time, on a thread of the feed; it must
     * not block for long. An exception that leaves it is logged and the following entries are still delivered.
     *
     * @param name the follower's name, for logs and threads
     * @param cursor the sequence after which to begin
     * @param listener takes the entries
     * @return ends the following; when {@code close} returns, no further call begins
     */
    Following follow(String name, long cursor, Consumer<List<Change>> listener);

    /** A listener that follows the feed. */
    interface Following extends AutoCloseable {

        @Override
        void close();
    }
}
