/** Knows the people and tools that administer the appliance. */
@NullMarked
package org.dectory.accounts.internal;

import org.jspecify.annotations.NullMarked;
