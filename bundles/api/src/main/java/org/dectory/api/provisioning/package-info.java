/**
 * External user data provisioning: users who exist as files on a server.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.provisioning;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
