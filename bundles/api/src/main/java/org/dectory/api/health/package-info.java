/** How the appliance is, part by part, and what causes what does not work. */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
