/**
 * Time that tests can drive: a {@link java.time.Clock} and one {@link org.dectory.api.time.Scheduler}, both services.
 *
 * <p>Periods, intervals and locks are stored as instants and recomputed when a component starts; nothing counts on a
 * timer having survived.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.time;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
