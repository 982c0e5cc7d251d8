/**
 * Encrypted values in user data files: the key pairs of the appliance, and how what was encrypted with them is opened.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.valuekeys;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
