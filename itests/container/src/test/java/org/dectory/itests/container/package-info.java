/** Stories that cross bundles, told inside Felix with exactly the bundles of the built image. */
@NullMarked
package org.dectory.itests.container;

import org.jspecify.annotations.NullMarked;
