/** Black-box tests of the built image: over HTTP, with simulated phones and real file servers. */
@NullMarked
package org.dectory.itests.product;

import org.jspecify.annotations.NullMarked;
