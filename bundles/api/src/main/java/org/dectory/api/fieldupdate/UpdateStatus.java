package org.dectory.api.fieldupdate;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the appliance stands with its updates.
 *
 * @param refusal why no update is taken at all; empty if they are
 * @param phase what is being done
 * @param running the version of what runs, 0 if it is not known
 * @param staged the version of what lies ready
 * @param previous the version to which one may go back; empty if there is none
 * @param trial what has to prove itself
 * @param remark what an administrator should know, such as that a restart is due; empty if nothing
 */
public record UpdateStatus(
        Optional<String> refusal,
        Phase phase,
        long running,
        Optional<Long> staged,
        Optional<Long> previous,
        Optional<Trial> trial,
        String remark) {

    /**
     * The same while something else is being done.
     *
     * @param other what is being done
     * @return the status
     */
    public UpdateStatus at(Phase other) {
        return new UpdateStatus(refusal, other, running, staged, previous, trial, remark);
    }

    /** What is being done. The names are published: they never change. */
    public enum Phase {
        /** Nothing. */
        IDLE,
        /** An update is brought from a server. */
        FETCHING,
        /** An update is verified and taken in. */
        STAGING,
        /** Bundles are replaced. */
        REPLACING,
        /** An update has to prove itself. */
        PROVING,
        /** The bundles of before come back. */
        GOING_BACK,
        /** The appliance is about to restart. */
        RESTARTING
    }

    /**
     * An update on trial.
     *
     * @param version its version
     * @param since since when
     * @param verdict when it is kept if nothing comes in between; empty if that is not known
     */
    public record Trial(long version, Instant since, Optional<Instant> verdict) {}
}
