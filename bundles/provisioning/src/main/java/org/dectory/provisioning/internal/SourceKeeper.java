package org.dectory.provisioning.internal;

import java.io.IOException;
import org.dectory.api.provisioning.ProvisioningAdministration.Sources;

/** Keeps the sources that were set beyond a restart. */
@FunctionalInterface
interface SourceKeeper {

    /**
     * Keeps sources.
     *
     * @param sources checked sources
     * @throws IOException if that is impossible; those before are kept then
     */
    void keep(Sources sources) throws IOException;
}
