/**
 * Subscribing phones: which mode is on, until when, and which phones were refused.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.subscription;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
