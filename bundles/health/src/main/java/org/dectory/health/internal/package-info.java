/**
 * Says how the appliance is: the doctor of the house, who asks everybody and heals nobody.
 *
 * <p>A capability is what a feature of the image says: its bundles have to run and their components to have what they need.
 * {@link Survey} takes a picture of all bundles and components, {@link Diagnosis} finds in it what is at the root of a
 * part that does not work; checks of disk, memory, threads, store and file server stand beside that. {@link Health}
 * asks all of them, and {@link Watchdog} tells systemd.
 */
@NullMarked
package org.dectory.health.internal;

import org.jspecify.annotations.NullMarked;
