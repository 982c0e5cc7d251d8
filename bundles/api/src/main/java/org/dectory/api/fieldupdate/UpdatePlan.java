package org.dectory.api.fieldupdate;

import java.util.List;

/**
 * What an update would change.
 *
 * @param version the version of the update
 * @param changes the bundles that differ from what runs
 * @param restartCauses why it cannot be done while the appliance runs, a sentence each; empty if it can
 * @param settings the settings that come, go, or have another value where nobody set one
 * @param signers the names of the trusted keys that signed it
 */
public record UpdatePlan(
        long version,
        List<BundleChange> changes,
        List<String> restartCauses,
        List<SettingChange> settings,
        List<String> signers) {

    /**
     * Copies the lists.
     *
     * @param version the version of the update
     * @param changes the bundles that differ from what runs
     * @param restartCauses why it cannot be done while the appliance runs
     * @param settings the settings that come, go, or have another value where nobody set one
     * @param signers the names of the trusted keys that signed it
     */
    public UpdatePlan {
        changes = List.copyOf(changes);
        restartCauses = List.copyOf(restartCauses);
        settings = List.copyOf(settings);
        signers = List.copyOf(signers);
    }

    /**
     * An update of bundles alone, of which nobody asks who signed it.
     *
     * @param version the version of the update
     * @param changes the bundles that differ from what runs
     * @param restartCauses why it cannot be done while the appliance runs
     */
    public UpdatePlan(long version, List<BundleChange> changes, List<String> restartCauses) {
        this(version, changes, restartCauses, List.of(), List.of());
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
