/** The appliance under test, as a person or a program outside sees it: a process, an address, phones and file servers. */
@NullMarked
package org.dectory.itests.appliance;

import org.jspecify.annotations.NullMarked;
