/** Finds what to do when a user dials a feature access code. */
@NullMarked
package org.dectory.fac.internal;

import org.jspecify.annotations.NullMarked;
