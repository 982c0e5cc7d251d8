/**
 * Knows the people and tools that administer the appliance, and nothing of what they may do.
 *
 * <p>{@link Accounts} judges passwords and tokens. A password is looked at by {@link PasswordGate} only, which keeps
 * guessing slow and cheap requests cheap; files that hold something secret are {@link PrivateFile}s.
 */
@NullMarked
package org.dectory.accounts.internal;

import org.jspecify.annotations.NullMarked;
