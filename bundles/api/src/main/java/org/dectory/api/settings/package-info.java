/**
 * Judging settings before they are stored, by those who know what they mean.
 */
@NullMarked
@Export
@Version("1.1.0")
package org.dectory.api.settings;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
