/** Tests of the reader of tags. */
@NullMarked
package org.dectory.itests.traceability;

import org.jspecify.annotations.NullMarked;
