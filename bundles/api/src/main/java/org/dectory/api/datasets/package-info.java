/**
 * Administration of the data sets: devices, users and the relations between them.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.datasets;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
