/**
 * Lets engineers in: pages of the Felix Web Console, and its door. The console can do everything to the framework, so the
 * door is narrow: from this machine only, with an account of ours, and never for a page of another site.
 */
@NullMarked
package org.dectory.webconsole.internal;

import org.jspecify.annotations.NullMarked;
