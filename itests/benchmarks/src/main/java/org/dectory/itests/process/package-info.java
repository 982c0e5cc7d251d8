/** Images and processes of them, and what the kernel says of processes. */
@NullMarked
package org.dectory.itests.process;

import org.jspecify.annotations.NullMarked;
