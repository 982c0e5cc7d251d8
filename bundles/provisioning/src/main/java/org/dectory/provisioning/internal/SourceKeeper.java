package org.dectory.provisioning.internal;

import java.io.IOException;
import java.util.Optional;
import org.dectory.api.provisioning.ProvisioningService.Source;

/** Keeps the source that was set beyond a restart. */
@FunctionalInterface
interface SourceKeeper {

    /**
     * Keeps a source.
     *
     * @param source a checked source, or none
     * @throws IOException if that is impossible; the one before is kept then
     */
    void keep(Optional<Source> source) throws IOException;
}
