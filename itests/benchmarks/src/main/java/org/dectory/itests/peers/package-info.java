/** Measures start and update of the image beside other OSGi platforms, in the same run and by the same probe. */
@NullMarked
package org.dectory.itests.peers;

import org.jspecify.annotations.NullMarked;
