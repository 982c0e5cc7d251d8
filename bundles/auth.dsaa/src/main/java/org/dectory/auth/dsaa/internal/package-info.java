/** Proves phones and users by the DECT standard authentication algorithm. */
@NullMarked
package org.dectory.auth.dsaa.internal;

import org.jspecify.annotations.NullMarked;
