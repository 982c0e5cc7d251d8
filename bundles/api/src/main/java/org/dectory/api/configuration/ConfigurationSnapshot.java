package org.dectory.api.configuration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dectory.api.store.Actor;

/**
 * What may be known of a snapshot: which settings it would change, and no value of them.
 *
 * @param id names it; later ones have higher numbers, and no number comes again. 0 is what the factory has set
 * @param time when it was taken, by the appliance's clock; empty for the factory's, and if it is damaged
 * @param cause why it was taken, for people, such as {@code update 17}
 * @param actor who took it; empty if nobody is known
 * @param pinned whether it is kept until it is released
 * @param damaged whether it cannot be read any more, nor restored
 * @param changes the persistent identities that are other now, sorted: what {@link ConfigurationSnapshots#restore} would change
 */
public record ConfigurationSnapshot(
        int id,
        Optional<Instant> time,
        String cause,
        Optional<Actor> actor,
        boolean pinned,
        boolean damaged,
        List<String> changes) {

    /**
     * Keeps a copy of the list.
     *
     * @param id names it
     * @param time when it was taken
     * @param cause why it was taken
     * @param actor who took it
     * @param pinned whether it is kept until it is released
     * @param damaged whether it cannot be read any more
     * @param changes the persistent identities that are other now
     */
    public ConfigurationSnapshot {
        changes = List.copyOf(changes);
    }
}
