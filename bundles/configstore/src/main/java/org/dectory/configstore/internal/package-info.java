/**
 * Keeps the configuration: factory values from the image, the administrator's settings on top.
 *
 * <p>ConfigurationAdmin asks {@link org.dectory.configstore.internal.LayeredConfigurations}, which lays each {@link
 * org.dectory.configstore.internal.Overlay} over what {@link org.dectory.configstore.internal.FactoryFolder} has read. An overlay
 * holds only what differs from the factory, so that a new firmware's defaults arrive; it lies in a {@link
 * org.dectory.configstore.internal.DurableFile}, so that an acknowledged setting survives a power cut. {@link
 * org.dectory.configstore.internal.Snapshots} are copies of all overlays, restored as a whole. No secret belongs here:
 * the files are plain, and every bundle may read every configuration.
 */
@NullMarked
package org.dectory.configstore.internal;

import org.jspecify.annotations.NullMarked;
