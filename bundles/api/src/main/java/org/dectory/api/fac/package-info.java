/**
 * Feature access codes: what a person dials, en bloc, to make the system do something.
 *
 * <p>Add an action by registering a {@link org.dectory.api.fac.FacAction} service; nothing else is to be told about it.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.fac;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
