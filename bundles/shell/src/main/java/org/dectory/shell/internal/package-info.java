/** Lets operators in: the commands of the shell. */
@NullMarked
package org.dectory.shell.internal;

import org.jspecify.annotations.NullMarked;
