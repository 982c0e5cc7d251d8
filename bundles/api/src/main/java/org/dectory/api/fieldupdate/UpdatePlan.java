package org.dectory.api.fieldupdate;

import java.util.List;

/**
 * What an update would change.
 *
 * @param version the version of the update
 * @param changes the bundles that differ from what runs
 * @param restartCauses why it cannot be done while the appliance runs, a sentence each; empty if it can
 */
public record UpdatePlan(long version, List<BundleChange> changes, List<String> restartCauses) {

    /**
     * Copies the lists.
     *
     * @param version the version of the update
     * @param changes the bundles that differ from what runs
     * @param restartCauses why it cannot be done while the appliance runs
     */
    public UpdatePlan {
        changes = List.copyOf(changes);
        restartCauses = List.copyOf(restartCauses);
    }

    /**
     * Whether the appliance has to restart for it.
     *
     * @return whether it has
     */
    public boolean needsRestart() {
        return !restartCauses.isEmpty();
    }
}
