package org.dectory.api.provisioning;

import java.time.Instant;
import java.util.Optional;

/**
 * How the provisioning source is doing.
 *
 * @param configured whether there is a source
 * @param protocolPresent whether a fetcher for its protocol is there
 * @param downSince since when it fails; empty if it does not
 * @param problem why it fails, or what is wrong although it does not; may be empty
 * @param common the last import of the common file, if any
 * @param inProgress how many fetches are in progress
 */
public record ProvisioningStatus(
        boolean configured,
        boolean protocolPresent,
        Optional<Instant> downSince,
        String problem,
        Optional<ImportResult> common,
        int inProgress) {}
