/**
 * Sharing phones: who is logged in where, and logging people out.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.sharing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
