/** Lets operators in: the commands of the shell, in the scope {@code dectory}. */
@NullMarked
package org.dectory.shell.internal;

import org.jspecify.annotations.NullMarked;
