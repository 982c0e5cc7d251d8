package org.dectory.subscription.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which algorithm a phone's new key is for. */
final class AlgorithmChoice {

    private AlgorithmChoice() {}

    /**
     * The best algorithm that the phone knows and that is there. If none of those that it knows is there, the best one that
     * may come: a bundle that is being replaced is waited for.
     *
     * @param allowed what the configuration allows, the best first
     * @param known what the phone knows
     * @param present what there are services for now
     * @return the algorithm's name; empty if the phone knows none that is allowed
     */
    static Optional<String> best(List<String> allowed, Collection<String> known, Collection<String> present) {
        List<String> common = allowed.stream().filter(known::contains).toList();
        return common.stream()
                .filter(present::contains)
                .findFirst()
                .or(() -> common.stream().findFirst());
    }
}
