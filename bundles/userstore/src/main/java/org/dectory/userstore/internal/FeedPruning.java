package org.dectory.userstore.internal;

/** Forgets old entries of the feed, a few in each commit, so that no commit takes long. */
final class FeedPruning {

    static final int KEPT = 100_000;

    /** Twice what a full group of usual requests writes: pruning keeps up with any load. */
    private static final int STEP = 2000;

    private final Session session;
    private long pruned;

    FeedPruning(Session session) {
        this.session = session;
        this.pruned = session.number("SELECT min(sequence) FROM change") - 1;
    }

    /**
     * Removes the next few that are too many.
     *
     * @param newest the newest entry
     */
    void step(long newest) {
        long until = Math.min(newest - KEPT, pruned + STEP);
        // Not one by one: a hundred at a time cost little more.
        if (until - pruned >= 100) {
            session.run("DELETE FROM change WHERE sequence <= ?", until);
            pruned = until;
        }
    }
}
