/** The DECT standard authentication algorithm, as arithmetic only. */
@NullMarked
package org.dectory.dsaa;

import org.jspecify.annotations.NullMarked;
