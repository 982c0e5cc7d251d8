package org.dectory.userstore.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dectory.api.store.Change;

/**
 * The newest entries of the feed, kept in memory so that followers who keep up need not read back what was just written. Thread-safe.
 *
 * <p>The writer puts entries while their transaction still runs, and nobody sees them until it says that they are committed. What
 * was undone needs no word: the next entries take the same sequences, and with them the same places.
 *
 * <p>There are no gaps: what this process writes is numbered one by one, and it is the only one that writes.
 */
final class RecentChanges {

    static final int KEPT = 2000;

    /** Each entry has its place by its sequence. */
    private final Change[] ring = new Change[KEPT];

    /** Entries up to this one are not here, or not any more. */
    private long before;

    private long newest;

    /**
     * Begins without entries.
     *
     * @param newest the last entry that there is already
     */
    RecentChanges(long newest) {
        this.before = newest;
        this.newest = newest;
    }

    /** Takes the next entry that was written, in place of the oldest one. */
    synchronized void put(Change change) {
        ring[place(change.sequence())] = change;
        before = Math.max(before, change.sequence() - KEPT);
    }

    /**
     * Shows what was put.
     *
     * @param newest the last entry of the commit
     */
    synchronized void committed(long newest) {
        this.newest = newest;
    }

    /** The newest entry that is committed. */
    synchronized long newest() {
        return newest;
    }

    /** The committed entries after one, so many at most; nothing if some of them are not here. */
    synchronized Optional<List<Change>> after(long cursor, int max) {
        if (cursor < before) {
            return Optional.empty();
        }
        long count = Math.min(newest - cursor, max);
        List<Change> found = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            found.add(ring[place(cursor + i)]);
        }
        return Optional.of(found);
    }

    private static int place(long sequence) {
        return (int) (sequence % KEPT);
    }
}
