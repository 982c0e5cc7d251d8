package org.dectory.fieldupdate.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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

    /** What was kept for an update matters no more than any other. */
    void forget(long version) {
        settle(service -> {
            for (ConfigurationSnapshot snapshot : pinned(service)) {
                if (snapshot.cause().equals(CAUSE + version)) {
                    service.release(snapshot.id());
                }
            }
        });
    }

    /**
     * Brings back what was kept for an update that failed; what was kept for any other matters no more than any other snapshot.
     *
     * @param failed the versions of the updates of which the trial was the last: those that were kept once have their settings, whatever runs
     *     now
     */
    void settle(Set<Long> failed) {
        settle(service -> {
            for (ConfigurationSnapshot snapshot : pinned(service)) {
                boolean back =
                        failed.stream().anyMatch(version -> snapshot.cause().equals(CAUSE + version));
                if (back && !snapshot.damaged()) {
                    List<String> changed = service.restore(snapshot.id(), Set.of(), ACTOR);
                    logger.info("The settings of before {} are back: {}", snapshot.cause(), changed);
                }
                service.release(snapshot.id());
            }
        });
    }

    private void settle(Consumer<ConfigurationSnapshots> deed) {
        try {
            snapshots.get().ifPresent(deed);
        } catch (RuntimeException e) { // whatever happens to settings, bundles matter more
            logger.error("What was kept of the settings before an update cannot be dealt with: {}", e.getMessage());
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
