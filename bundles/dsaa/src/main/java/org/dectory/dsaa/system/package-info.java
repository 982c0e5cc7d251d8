/**
 * The system's side of DECT authentication, the same for every algorithm: who is asked what, and what follows from the answer.
 *
 * <p>The bundles that offer an algorithm as a service carry it inside.
 *
 * <p>Source: EN 300 175-7, clauses 4.3 and 6.5; EN 300 175-5, clauses 13.3 and 13.6.
 */
@NullMarked
package org.dectory.dsaa.system;

import org.jspecify.annotations.NullMarked;
