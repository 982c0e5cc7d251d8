/**
 * Whom the appliance believes when it calls others: certificates of TLS servers, keys of SSH hosts, and its own key for SSH.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.trust;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
