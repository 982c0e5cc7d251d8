package org.dectory.fieldupdate.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dectory.api.fieldupdate.SettingChange;
import org.dectory.api.fieldupdate.UpdatePlan;

/**
 * How to come from one set to another.
 *
 * @param changes what to do, in this order
 * @param restartCauses why it cannot be done without a restart; empty if it can
 */
record Plan(List<Change> changes, List<String> restartCauses) {

    Plan {
        changes = List.copyOf(changes);
        restartCauses = List.copyOf(restartCauses);
    }

    boolean needsRestart() {
        return !restartCauses.isEmpty();
    }

    /** The way back: the last change first. */
    Plan reversed() {
        List<Change> back = new ArrayList<>();
        changes.forEach(change -> back.add(change.reversed()));
        Collections.reverse(back);
        return new Plan(back, restartCauses);
    }

    /**
     * For those who look on.
     *
     * @param signers the keys that signed it
     * @param settings what it changes of settings
     */
    UpdatePlan shown(long version, List<String> signers, List<SettingChange> settings) {
        return new UpdatePlan(version, changes.stream().map(Change::shown).toList(), restartCauses, settings, signers);
    }
}
