/**
 * Field updates: how a running appliance gets other bundles, on trial first, and back again if they are no good.
 *
 * <p>An update is a file that the vendor signed. It is taken in ({@link org.dectory.api.fieldupdate.FieldUpdateService#receive}), lies
 * ready, is {@linkplain org.dectory.api.fieldupdate.FieldUpdateService#startTrial put on trial}, and is then kept or rolled back.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.fieldupdate;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
