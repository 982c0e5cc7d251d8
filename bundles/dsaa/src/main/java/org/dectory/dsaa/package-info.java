/**
 * The key arithmetic of DECT authentication: the workshop next to the rooms that prove who a phone and its user are.
 *
 * <p>Pure functions from octets to octets, with no service, no state and no input or output. It is no bundle: those who
 * authenticate (the system's side) and those who answer (a simulated phone) each carry a copy of it inside.
 *
 * <p>All octet strings are in the order in which the standard prints them and the air interface carries them: index 0 is
 * the most significant octet. The standard's own notation X[0] for the least significant bit of X appears in comments
 * only.
 *
 * <p>Source: ETSI EN 300 175-7 (security features), clauses 4.4, 4.5 and 5, annexes K and L.
 */
@NullMarked
package org.dectory.dsaa;

import org.jspecify.annotations.NullMarked;
