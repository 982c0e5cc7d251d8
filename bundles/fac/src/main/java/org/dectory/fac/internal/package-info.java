/**
 * Finds what to do when a user dials a feature access code.
 *
 * <p>{@link org.dectory.fac.internal.FeatureAccessCodes} is the door for phones and administrators. The
 * {@link org.dectory.fac.internal.FacPlan} is pure and says what digits mean; {@link org.dectory.fac.internal.FacActions}
 * holds the actions that bundles offer; a {@link org.dectory.fac.internal.FacCall} carries one call from its digits to its
 * end.
 */
@NullMarked
package org.dectory.fac.internal;

import org.jspecify.annotations.NullMarked;
