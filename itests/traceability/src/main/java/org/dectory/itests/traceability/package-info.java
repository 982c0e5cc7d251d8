/** Reads the tags of all tests in the source tree and says which requirement is proved where. */
@NullMarked
package org.dectory.itests.traceability;

import org.jspecify.annotations.NullMarked;
