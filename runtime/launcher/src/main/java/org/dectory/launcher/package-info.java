/**
 * Boots the appliance: reads the image's list, installs exactly what it says, and starts it.
 *
 * <p>No bundle: this is on the class path, beside the framework, and what it throws is read by a person at a terminal.
 */
@NullMarked
package org.dectory.launcher;

import org.jspecify.annotations.NullMarked;
