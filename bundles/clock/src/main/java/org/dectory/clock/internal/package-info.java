/** Tells the time and runs what is due: the one clock and the one scheduler. */
@NullMarked
package org.dectory.clock.internal;

import org.jspecify.annotations.NullMarked;
