/**
 * Reads user data files: what a text says, what is wrong with it, and nothing of where it came from.
 *
 * <p>A plain jar: provisioning carries it inside, and the command line uses it without an appliance.
 */
@NullMarked
package org.dectory.cfg;

import org.jspecify.annotations.NullMarked;
