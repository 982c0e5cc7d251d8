/**
 * Simulated phones, driven as a person would drive a real one. Only the radio simulator implements this; the API,
 * the shell and tests use it.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.simulator;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
