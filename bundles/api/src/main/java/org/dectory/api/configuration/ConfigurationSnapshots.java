package org.dectory.api.configuration;

import java.util.List;
import java.util.Set;
import org.dectory.api.store.Actor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes and restores snapshots of the configuration, which is what an administrator or a bundle has set on top of the factory's values.
 * Settings that nobody has touched are in no snapshot: where a snapshot is restored, they follow the factory's values of the
 * firmware that runs then.
 *
 * <p>Kept are the {@value #KEPT} newest, those that are pinned, and always the factory's. They survive a power cut at any moment.
 * Thread-safe; each call waits for the disk.
 */
@ProviderType
public interface ConfigurationSnapshots {

    /** The snapshot in which nobody has set anything. It is always there. */
    int FACTORY = 0;

    /** How many snapshots are kept that are not pinned. */
    int KEPT = 9;

    /** How many are kept that are pinned. */
    int PINNED = 4;

    /** How many characters a cause may have. */
    int LONGEST_CAUSE = 100;

    /**
     * The snapshots that there are.
     *
     * @return the newest first, the factory's last
     */
    List<ConfigurationSnapshot> list();

    /**
     * Takes a snapshot.
     *
     * @param cause why, for people, such as {@code update 17}; 1 to {@value #LONGEST_CAUSE} printable characters
     * @param actor who takes it
     * @param pinned whether it stays until {@link #release} or until {@value #PINNED} later ones are pinned
     * @return what was taken; it is durable
     * @throws IllegalArgumentException if there is no such cause
     * @throws java.io.UncheckedIOException if it cannot be written; nothing has changed then
     */
    ConfigurationSnapshot take(String cause, Actor actor, boolean pinned);

    /**
     * Makes the configuration what it was. All settings of it change on the medium, or none, wherever the power goes; components that
     * run are told through ConfigurationAdmin. What there was before is a snapshot of its own afterwards.
     *
     * @param id the snapshot
     * @param pids the persistent identities that are restored; empty for all
     * @param actor who restores it
     * @return the persistent identities that were changed, sorted
     * @throws SnapshotException if there is no such snapshot, it is damaged, or a persistent identity is neither in it nor in the
     *     configuration
     * @throws java.io.UncheckedIOException if it cannot be written; nothing has changed then
     */
    List<String> restore(int id, Set<String> pids, Actor actor);

    /**
     * Pins a snapshot no longer. It is kept as long as it is one of the newest.
     *
     * @param id the snapshot; one that is not there, or not pinned, is no error
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    void release(int id);

    /**
     * Deletes a snapshot.
     *
     * @param id the snapshot
     * @throws SnapshotException if there is no such snapshot, it is pinned, or it is the factory's
     * @throws java.io.UncheckedIOException if it cannot be deleted
     */
    void delete(int id);
}
