package org.dectory.fieldupdate.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dectory.api.configuration.ConfigurationSnapshot;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.store.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the configuration as it was before an update, if the part that can is there. A pinned snapshot is what tells that an update is not
 * settled yet, whoever settles it: the launcher may have rolled it back.
 */
final class ConfigurationKeeper {

    private static final Logger logger = LoggerFactory.getLogger(ConfigurationKeeper.class);

    private static final Actor ACTOR = Actor.system("fieldupdate");
    private static final String CAUSE = "update ";

    private final Supplier<Optional<ConfigurationSnapshots>> snapshots;

    ConfigurationKeeper(Supplier<Optional<ConfigurationSnapshots>> snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Keeps it.
     *
     * @param version of the update that is about to be tried
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    void take(long version) {
        snapshots.get().ifPresent(service -> service.take(CAUSE + version, ACTOR, true));
    }

    /**
     * Brings back what was kept for an update that runs no more; what was kept for one that runs now matters no more than any other.
     *
     * @param running the version of what runs now, and is on trial no more
     */
    void settle(long running) {
        Optional<ConfigurationSnapshots> service = snapshots.get();
        if (service.isEmpty()) {
            return;
        }
        try {
            for (ConfigurationSnapshot snapshot : pinned(service.get())) {
                if (!snapshot.cause().equals(CAUSE + running) && !snapshot.damaged()) {
                    List<String> changed = service.get().restore(snapshot.id(), Set.of(), ACTOR);
                    logger.info("The settings of before {} are back: {}", snapshot.cause(), changed);
                }
                service.get().release(snapshot.id());
            }
        } catch (RuntimeException e) { // whatever happens to settings, bundles matter more
            logger.error("The settings of before an update could not be brought back: {}", e.getMessage());
        }
    }

    private static List<ConfigurationSnapshot> pinned(ConfigurationSnapshots service) {
        return service.list().stream()
                .filter(snapshot -> snapshot.pinned()
                        && snapshot.actor().equals(Optional.of(ACTOR))
                        && snapshot.cause().startsWith(CAUSE))
                .toList();
    }
}
