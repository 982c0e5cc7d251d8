/**
 * The command line: what an operator types. It knows nothing of the inside; it talks to a running appliance over its
 * programming interface, with the token that lies in the data folder.
 *
 * <p>The tools of the vendor, which make keys and updates, need no appliance.
 */
@NullMarked
package org.dectory.cli;

import org.jspecify.annotations.NullMarked;
