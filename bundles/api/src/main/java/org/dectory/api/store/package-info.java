/**
 * The durable data of the appliance: devices, users, relations, layers of user data, and the feed of all changes.
 *
 * <p>Reading is a snapshot, writing is a pure function that the store runs on its one writer; see
 * {@link org.dectory.api.store.Store}. The store keeps invariants and knows no rules of the telephone system.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
