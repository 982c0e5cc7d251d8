/**
 * Proves phones and users by the DECT standard authentication algorithm #2: the newer neighbour of the room with the first one.
 * Both stand open side by side; each phone is led to the one that its key is for.
 */
@NullMarked
package org.dectory.auth.dsaa2.internal;

import org.jspecify.annotations.NullMarked;
