package org.dectory.launcher;

import java.io.IOException;
import org.dectory.release.Releases;
import org.dectory.release.RollbackReason;
import org.dectory.release.RunnableSet;

/** An update that has to prove itself: in the end it is kept, or left. */
final class Trial {

    private final Releases releases;
    private final RunnableSet set;
    private boolean judged;

    Trial(Releases releases, RunnableSet set) {
        this.releases = releases;
        this.set = set;
    }

    /**
     * From now on it is what runs.
     *
     * @return whether it is; not if it was left meanwhile
     */
    synchronized boolean keep() {
        if (judged) {
            return false;
        }
        judged = true;
        try {
            releases.commit(set.id());
            System.out.println("dectory: " + this + " proved itself and is kept.");
        } catch (IllegalStateException e) {
            // Somebody asked for the rollback meanwhile.
            return false;
        } catch (IOException e) {
            // It runs well; the next start tries it once more, and then goes back.
            System.err.println("dectory: " + this + " proved itself, but that cannot be kept: " + e.getMessage());
        }
        return true;
    }

    /** The next start runs what was there before; without effect once it is judged. */
    synchronized boolean leave(RollbackReason reason, String detail) {
        if (judged) {
            return false;
        }
        judged = true;
        System.err.println("dectory: " + this + " is rolled back (" + reason + "): " + detail);
        try {
            releases.rollBack(set.id(), reason, detail);
        } catch (IOException e) {
            // The attempts are counted: it ends all the same.
            System.err.println("dectory: the rollback cannot be kept: " + e.getMessage());
        }
        return true;
    }

    /** What the operator calls it. */
    @Override
    public String toString() {
        return "Update " + set.set().version();
    }
}
