/**
 * The air interface as the rules see it: what phones report and what phones are told.
 *
 * <p>A driver implements {@link org.dectory.api.radio.Radio} and delivers each event to its one owner. It carries
 * challenges and responses and never sees an authentication code, a key or a PIN in clear.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.radio;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
