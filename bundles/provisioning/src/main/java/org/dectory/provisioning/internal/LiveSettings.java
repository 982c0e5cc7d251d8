package org.dectory.provisioning.internal;

import java.util.Optional;
import org.dectory.api.provisioning.ProvisioningService.Source;

/** The settings that hold now, and whether what a fetch found still counts. Thread-safe. */
final class LiveSettings {

    private volatile Current current;

    /**
     * The settings of one moment.
     *
     * @param settings the settings
     * @param generation counts the sources there were: what an earlier one said changes nothing any more
     */
    record Current(Settings settings, long generation) {

        Optional<Source> source() {
            return settings.source();
        }
    }

    LiveSettings(Settings settings) {
        current = new Current(settings, 1);
    }

    Current current() {
        return current;
    }

    /** Takes new settings and says whether files come from another source now. */
    synchronized boolean replace(Settings settings) {
        boolean other = !settings.source().equals(current.source());
        current = new Current(settings, current.generation + (other ? 1 : 0));
        return other;
    }

    /** Asked within a transaction, so that no change of the source comes between the answer and its effect. */
    boolean stillCounts(Current earlier) {
        return earlier.generation == current.generation;
    }
}
