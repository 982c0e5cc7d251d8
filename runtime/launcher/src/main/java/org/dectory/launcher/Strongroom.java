package org.dectory.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.dectory.release.Factory;
import org.dectory.release.Releases;
import org.jspecify.annotations.Nullable;

/**
 * Where updates are kept, and the one object of this process that works there: it has the lock, so everybody has to use the same. It is made
 * when it is first asked for: an appliance that never saw an update does not even load what updates need.
 */
final class Strongroom {

    private final Path home;
    private final Path folder;
    private @Nullable Releases releases;

    /**
     * Knows where things lie.
     *
     * @param home the image
     * @param folder the folder of releases; it need not be there
     */
    Strongroom(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /** Whether the image trusts anybody to bring updates. */
    boolean takesUpdates() {
        return Files.exists(home.resolve("release/keys.list"));
    }

    /** Whether an update ever came. */
    boolean isUsed() {
        return Files.isDirectory(folder);
    }

    /**
     * The releases of this appliance.
     *
     * @throws IOException if the image does not say what it is
     * @throws IllegalArgumentException if it says it in a form that cannot be understood
     */
    synchronized Releases releases() throws IOException {
        Releases known = releases;
        if (known == null) {
            known = new Releases(folder, Factory.read(home), Clock.systemUTC());
            releases = known;
        }
        return known;
    }
}
