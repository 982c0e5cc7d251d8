/** The resources of simulated phones below {@code /simulator/v1}. */
@NullMarked
package org.dectory.rest.internal.simulator;

import org.jspecify.annotations.NullMarked;
