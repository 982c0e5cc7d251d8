package org.dectory.release;

import java.util.List;
import java.util.Optional;

/**
 * What to start.
 *
 * @param set the set; empty for the image's own
 * @param trial whether it has to prove itself, and is to be {@linkplain Releases#commit committed} or
 *     {@linkplain Releases#rollBack rolled back}
 * @param attempt how often it is started for that, this time included; 0 if it is no trial
 * @param remarks what the operator should know of how it came to this, a sentence each
 */
public record BootPlan(Optional<RunnableSet> set, boolean trial, int attempt, List<String> remarks) {

    public BootPlan {
        remarks = List.copyOf(remarks);
    }
}
