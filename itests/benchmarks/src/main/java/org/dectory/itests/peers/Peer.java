package org.dectory.itests.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.itests.probe.InPlace;

/** A platform in a folder of its own, with the probe among its bundles. */
interface Peer {

    /** What people call it. */
    String name();

    /** Where it lies, with everything that it keeps from one start to the next. */
    Path home();

    /** The folders of that which it keeps; deleted, it starts as for the first time. */
    List<Path> kept();

    /**
     * How it is started. The process must become that of Java, not a parent of it.
     *
     * @param javaOptions options for Java, in place of those that it comes with; none: as it comes
     * @param properties for the framework
     */
    ProcessBuilder start(List<String> javaOptions, Map<String, String> properties) throws IOException;

    /** A service that says that it has been started; for one that pauses longer than the probe waits. */
    default Optional<String> awaits() {
        return Optional.empty();
    }

    /** The bundle that updates another one as this platform does it. */
    default Class<?> updater() {
        return InPlace.class;
    }

    /** Prepares it for bundles that come from nowhere. */
    default void admitUpdates() throws IOException {}
}
