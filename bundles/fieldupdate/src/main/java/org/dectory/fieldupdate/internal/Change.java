package org.dectory.fieldupdate.internal;

import java.util.Optional;
import org.dectory.api.fieldupdate.BundleChange;
import org.dectory.api.fieldupdate.BundleChange.Way;
import org.dectory.release.ReleasedBundle;

/**
 * A difference, and how it is done away with.
 *
 * @param before what is to go
 * @param after what is to come
 * @param way how
 */
record Change(Optional<ReleasedBundle> before, Optional<ReleasedBundle> after, Way way) {

    /** The way back. */
    Change reversed() {
        return new Change(after, before, way);
    }

    /** For those who look on. */
    BundleChange shown() {
        return new BundleChange(
                after.or(() -> before).orElseThrow().symbolicName(),
                before.map(ReleasedBundle::version),
                after.map(ReleasedBundle::version),
                way);
    }
}
