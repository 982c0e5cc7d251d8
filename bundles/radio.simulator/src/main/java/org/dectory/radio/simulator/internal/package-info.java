/** Stands in for the air interface: simulated phones that compute what real ones compute. */
@NullMarked
package org.dectory.radio.simulator.internal;

import org.jspecify.annotations.NullMarked;
