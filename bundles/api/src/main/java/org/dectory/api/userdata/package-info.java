/**
 * The catalogue of user data keys and the merged view of a user's layers.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.userdata;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
