/** Keeps the configuration: factory values from the image, the administrator's settings on top. */
@NullMarked
package org.dectory.configstore.internal;

import org.jspecify.annotations.NullMarked;
