/**
 * Makes load inside the appliance: phones that subscribe, people who log in. A bundle that only the benchmarks add to an
 * image.
 */
@NullMarked
package org.dectory.itests.load;

import org.jspecify.annotations.NullMarked;
