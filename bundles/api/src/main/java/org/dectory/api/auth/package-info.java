/**
 * Proving who somebody is: DECT key allocation at subscription and user authentication at login.
 *
 * <p>An authenticator is replaceable at run time. It is a set of pure steps: the caller keeps the step, so that another
 * authenticator of the same algorithm may judge the answer to a challenge that its predecessor gave.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.auth;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
