/**
 * Releases: what runs, who says so, and how the next one comes in safely. The strong-room of the house: it knows signed sets of
 * bundles, the keys that sign them, the file in which they travel, and the folder in which an appliance keeps them.
 *
 * <p>A plain jar of the Java platform alone, so that the launcher can use it before any bundle runs. Nothing here runs bundles;
 * whoever does asks {@link org.dectory.release.Releases} what to run, and tells it how that went.
 *
 * <p>In an appliance the framework exports this package, and the launcher registers the services {@link org.dectory.release.Releases} and
 * {@link org.dectory.release.Installer} where the image takes updates. So there is one lock and one journal, whoever writes.
 */
@NullMarked
package org.dectory.release;

import org.jspecify.annotations.NullMarked;
