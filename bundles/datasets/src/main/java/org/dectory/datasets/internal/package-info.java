/** Keeps the data sets that an administrator prepares. */
@NullMarked
package org.dectory.datasets.internal;

import org.jspecify.annotations.NullMarked;
