/** Measures the built image beside named references in the same run, and prints ratios. */
@NullMarked
package org.dectory.itests.benchmarks;

import org.jspecify.annotations.NullMarked;
