/** Lets engineers in: pages of the Felix Web Console, and its log-in. */
@NullMarked
package org.dectory.webconsole.internal;

import org.jspecify.annotations.NullMarked;
