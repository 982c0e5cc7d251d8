package org.dectory.api.fieldupdate;

import java.util.Locale;
import java.util.Optional;

/**
 * What an update changes of one bundle.
 *
 * @param symbolicName the bundle
 * @param before its version now; empty if it is new
 * @param after its version then; empty if it goes
 * @param way how it is done
 */
public record BundleChange(String symbolicName, Optional<String> before, Optional<String> after, Way way) {

    /** Ways to replace a bundle. */
    public enum Way {
        /** The new one starts beside the old one, which then goes: nobody notices. */
        BESIDE,
        /** The old one stops, the new one starts: what it does pauses. */
        IN_PLACE,
        /** Others hang on it: the appliance restarts. */
        RESTART
    }

    /**
     * The change for people.
     *
     * @return such as {@code org.dectory.fetch.http 1.0.0 -> 1.0.1, beside}
     */
    @Override
    public String toString() {
        String how = way.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return symbolicName + " " + before.orElse("(new)") + " -> " + after.orElse("(gone)") + ", " + how;
    }
}
