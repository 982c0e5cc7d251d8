/**
 * Snapshots of the configuration: taken before something changes it, and restored when that went wrong.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.configuration;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
