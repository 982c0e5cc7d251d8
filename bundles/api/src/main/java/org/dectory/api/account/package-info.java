/**
 * Accounts of people and tokens of programs that administer the appliance.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.account;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
