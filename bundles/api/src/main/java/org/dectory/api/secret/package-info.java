/**
 * PINs, keys and passwords: who owns them, how they are read and written. No record of any other package carries one.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.secret;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
