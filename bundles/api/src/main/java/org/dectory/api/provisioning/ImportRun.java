package org.dectory.api.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dectory.api.store.Actor;

/**
 * How an import of several files stands at one moment. The counts of files add up to those done.
 *
 * @param id counts the runs since the start of the appliance, from 1
 * @param actor who wanted it
 * @param started when it began
 * @param ended when it ended; empty while it is in progress
 * @param total how many files there are
 * @param imported how many were taken over
 * @param unchanged how many are as they were
 * @param gone how many are gone: their users are deleted, or never were
 * @param held how many are not there while their users are kept until an administrator decides
 * @param failed how many could not be fetched or used
 * @param cancelled whether somebody ended it early
 * @param problem why it ended early by itself; empty if it did not
 * @param perSecond files done a second, over the whole run
 * @param left how long it will still take at this rate; empty if that cannot be said, zero at the end
 */
public record ImportRun(
        long id,
        Actor actor,
        Instant started,
        Optional<Instant> ended,
        int total,
        int imported,
        int unchanged,
        int gone,
        int held,
        int failed,
        boolean cancelled,
        String problem,
        double perSecond,
        Optional<Duration> left) {

    /**
     * A run in which nobody is held.
     *
     * @param id counts the runs since the start of the appliance, from 1
     * @param actor who wanted it
     * @param started when it began
     * @param ended when it ended; empty while it is in progress
     * @param total how many files there are
     * @param imported how many were taken over
     * @param unchanged how many are as they were
     * @param gone how many are gone
     * @param failed how many could not be fetched or used
     * @param cancelled whether somebody ended it early
     * @param problem why it ended early by itself; empty if it did not
     * @param perSecond files done a second, over the whole run
     * @param left how long it will still take at this rate; empty if that cannot be said, zero at the end
     */
    public ImportRun(
            long id,
            Actor actor,
            Instant started,
            Optional<Instant> ended,
            int total,
            int imported,
            int unchanged,
            int gone,
            int failed,
            boolean cancelled,
            String problem,
            double perSecond,
            Optional<Duration> left) {
        this(
                id, actor, started, ended, total, imported, unchanged, gone, 0, failed, cancelled, problem, perSecond,
                left);
    }

    /**
     * How many files are done.
     *
     * @return the sum of all outcomes
     */
    public int done() {
        return imported + unchanged + gone + held + failed;
    }

    /**
     * Whether it is in progress.
     *
     * @return true until it ended
     */
    public boolean running() {
        return ended.isEmpty();
    }
}
