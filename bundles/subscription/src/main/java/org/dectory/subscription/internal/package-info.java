/** Decides which phones may subscribe, and when. */
@NullMarked
package org.dectory.subscription.internal;

import org.jspecify.annotations.NullMarked;
