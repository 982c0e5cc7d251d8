/** Lets programs in: the programming interface over HTTP. */
@NullMarked
package org.dectory.rest.internal;

import org.jspecify.annotations.NullMarked;
