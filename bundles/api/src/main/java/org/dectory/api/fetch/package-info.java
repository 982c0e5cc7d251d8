/**
 * Bringing a file from a provisioning server, a service for each protocol.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.fetch;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
