/**
 * Calling services that are replaced while calls are made: fetchers and authenticators.
 *
 * <p>Such services come and go with their bundles. A component which uses them takes them by a dynamic, greedy reference of
 * cardinality 0..n, and hands what it is given to a {@link org.dectory.api.replaceable.ReplaceableServices}:
 *
 * <pre>{@code
 * private final ReplaceableServices<Fetcher> fetchers = new ReplaceableServices<>("fetcher.protocol");
 *
 * @Reference(cardinality = MULTIPLE, policy = DYNAMIC, policyOption = GREEDY, updated = "bindFetcher")
 * void bindFetcher(Fetcher fetcher, Map<String, ?> properties) {
 *     fetchers.bind(fetcher, properties);
 * }
 *
 * void unbindFetcher(Fetcher fetcher, Map<String, ?> properties) {
 *     fetchers.unbind(fetcher, properties);
 * }
 *
 * ... fetchers.call("http", fetcher -> fetcher.fetch(url)) ...
 * }</pre>
 *
 * <p>No call fails when the next version of a service starts before the old one stops, nor when it starts soon after.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.dectory.api.replaceable;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
