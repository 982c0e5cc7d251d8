/** Logs users in on phones and out again. */
@NullMarked
package org.dectory.sharing.internal;

import org.jspecify.annotations.NullMarked;
