/** Reads user data files: what a text says, what is wrong with it, and nothing of where it came from. */
@NullMarked
package org.dectory.provisioning.internal.cfg;

import org.jspecify.annotations.NullMarked;
