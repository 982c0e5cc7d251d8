package org.dectory.configstore.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dectory.api.configuration.ConfigurationSnapshot;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.configuration.SnapshotException;
import org.dectory.api.settings.SettingsChange;
import org.dectory.api.store.Actor;
import org.dectory.configstore.internal.SnapshotFolder.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes snapshots of the overlays and makes the overlays what they were. */
final class Snapshots implements ConfigurationSnapshots {

    private static final Logger logger = LoggerFactory.getLogger(Snapshots.class);

    private static final String FACTORY_CAUSE = "what the factory has set";

    private final LayeredConfigurations configurations;
    private final SnapshotFolder folder;
    private final RunningConfigurations running;
    private final Clock clock;

    Snapshots(LayeredConfigurations configurations, SnapshotFolder folder, RunningConfigurations running, Clock clock) {
        this.configurations = configurations;
        this.folder = folder;
        this.running = running;
        this.clock = clock;
    }

    @Override
    public synchronized List<ConfigurationSnapshot> list() {
        List<ConfigurationSnapshot> all = new ArrayList<>();
        entries().forEach(entry -> all.add(show(entry)));
        all.add(new ConfigurationSnapshot(
                FACTORY, Optional.empty(), FACTORY_CAUSE, Optional.empty(), true, false, changes(Map.of())));
        return all;
    }

    private ConfigurationSnapshot show(Entry entry) {
        return folder.read(entry)
                .map(saved -> show(entry, saved))
                .orElseGet(() -> new ConfigurationSnapshot(
                        entry.id(), Optional.empty(), "", Optional.empty(), entry.pinned(), true, List.of()));
    }

    private ConfigurationSnapshot show(Entry entry, SavedConfiguration saved) {
        return new ConfigurationSnapshot(
                entry.id(),
                Optional.of(saved.time()),
                saved.cause(),
                Optional.of(saved.actor()),
                entry.pinned(),
                false,
                changes(saved.overlays()));
    }

    private List<String> changes(Map<String, Overlay> wanted) {
        return List.copyOf(changesTo(wanted).keySet());
    }

    @Override
    public synchronized ConfigurationSnapshot take(String cause, Actor actor, boolean pinned) {
        if (cause.isBlank() || cause.length() > LONGEST_CAUSE || cause.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("cause (expected: 1 to " + LONGEST_CAUSE + " printable characters)");
        }
        try {
            SavedConfiguration saved = now(cause, actor);
            Entry entry = folder.add(saved, pinned, FACTORY);
            logger.info("{} took snapshot {} of the settings: {}", actor.name(), entry.id(), cause);
            return show(entry, saved);
        } catch (IOException e) {
            throw new UncheckedIOException("The snapshot could not be stored", e);
        }
    }

    private SavedConfiguration now(String cause, Actor actor) {
        Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new SavedConfiguration(time, cause, actor, configurations.overlays());
    }

    @Override
    public synchronized List<String> restore(int id, Set<String> pids, Actor actor) {
        Map<String, Overlay> wanted = wanted(id);
        for (String pid : pids) {
            if (!wanted.containsKey(pid) && !configurations.knows(pid)) {
                throw new SnapshotException(
                        SnapshotException.Kind.UNKNOWN_PID, "There are no settings of one of these names.");
            }
        }
        List<String> restored = new ArrayList<>();
        try {
            SettingsChange.alone(() -> restored.addAll(restore(id, wanted, pids, actor)));
        } catch (IOException e) {
            throw new UncheckedIOException("The snapshot could not be restored", e);
        }
        return restored;
    }

    private Set<String> restore(int id, Map<String, Overlay> wanted, Set<String> pids, Actor actor) throws IOException {
        SortedMap<String, Optional<Overlay>> changes = changesTo(wanted);
        if (!pids.isEmpty()) {
            changes.keySet().retainAll(pids);
        }
        if (!changes.isEmpty()) {
            keepWhatIs(id, actor);
            configurations.replace(changes);
            running.follow(changes.keySet(), configurations);
            logger.info("{} restored {} of snapshot {}", actor.name(), changes.keySet(), id);
        }
        return changes.keySet();
    }

    /** So that restoring the wrong one can be undone. */
    private void keepWhatIs(int id, Actor actor) throws IOException {
        Optional<Entry> newest = folder.entries().stream().findFirst();
        boolean isKept = newest.flatMap(folder::read)
                .filter(saved -> changesTo(saved.overlays()).isEmpty())
                .isPresent();
        if (!isKept) {
            folder.add(now("before restoring " + id, actor), false, id);
        }
    }

    private Map<String, Overlay> wanted(int id) {
        if (id == FACTORY) {
            return Map.of();
        }
        return folder.read(entry(id))
                .orElseThrow(() -> new SnapshotException(
                        SnapshotException.Kind.DAMAGED, "Snapshot " + id + " is damaged and cannot be restored."))
                .overlays();
    }

    /** What has to be done to the overlays that there are, so that they are those wanted. */
    private SortedMap<String, Optional<Overlay>> changesTo(Map<String, Overlay> wanted) {
        Map<String, Overlay> now = configurations.overlays();
        Set<String> pids = new TreeSet<>(now.keySet());
        pids.addAll(wanted.keySet());
        SortedMap<String, Optional<Overlay>> changes = new TreeMap<>();
        for (String pid : pids) {
            Optional<Overlay> before = Optional.ofNullable(now.get(pid));
            Optional<Overlay> after = Optional.ofNullable(wanted.get(pid));
            boolean isSame =
                    before.isPresent() && after.filter(before.get()::sameAs).isPresent();
            if (!isSame) {
                changes.put(pid, after);
            }
        }
        return changes;
    }

    @Override
    public synchronized void release(int id) {
        Optional<Entry> pinned = entries().stream()
                .filter(entry -> entry.id() == id && entry.pinned())
                .findFirst();
        try {
            if (pinned.isPresent()) {
                folder.release(pinned.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The snapshot could not be released", e);
        }
    }

    @Override
    public synchronized void delete(int id) {
        if (id == FACTORY) {
            throw new SnapshotException(SnapshotException.Kind.KEPT, "What the factory has set cannot be deleted.");
        }
        Entry entry = entry(id);
        if (entry.pinned()) {
            throw new SnapshotException(
                    SnapshotException.Kind.KEPT, "Snapshot " + id + " is kept for an update and cannot be deleted.");
        }
        try {
            folder.delete(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("The snapshot could not be deleted", e);
        }
    }

    private Entry entry(int id) {
        return entries().stream()
                .filter(entry -> entry.id() == id)
                .findFirst()
                .orElseThrow(() ->
                        new SnapshotException(SnapshotException.Kind.UNKNOWN, "There is no snapshot " + id + "."));
    }

    private List<Entry> entries() {
        try {
            return folder.entries();
        } catch (IOException e) {
            throw new UncheckedIOException("The snapshots could not be read", e);
        }
    }
}
