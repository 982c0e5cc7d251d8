package org.dectory.release;

import java.io.IOException;

/**
 * The only way in which code comes into a running appliance. The launcher registers it as a service where the image takes updates; what
 * anybody else installs is never resolved.
 *
 * <p>Thread-safe.
 */
public interface Installer {

    /**
     * Installs a bundle of a set that counts now, beside whatever version of it is there, and sets its start level. It is not started. If it
     * is there already, nothing happens.
     *
     * @param bundle a bundle as the current set lists it, or the set on trial
     * @return the number of the bundle in the framework
     * @throws IOException if its jar is missing or altered, or the framework does not take it
     * @throws IllegalStateException if neither set lists it
     */
    long install(ReleasedBundle bundle) throws IOException;

    /**
     * Has the appliance stop, and start from the beginning with what then counts, in the same process: for a set that cannot replace
     * another while that runs. Returns at once.
     *
     * @param reason why, for people
     */
    void restart(String reason);
}
