/** Identities: what phones, users and systems are called, and secrets that prove them. */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.identity;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
