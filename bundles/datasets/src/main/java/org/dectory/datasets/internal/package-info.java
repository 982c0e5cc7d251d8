/**
 * The data sets as administrators keep them: checks what they ask for, and says clearly why something is refused.
 *
 * <p>{@link UserDraftCheck} judges a draft by itself, {@link DataSets} judges it against the other records, inside the
 * transaction that writes it.
 */
@NullMarked
package org.dectory.datasets.internal;

import org.jspecify.annotations.NullMarked;
