package org.dectory.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dectory.api.configuration.ConfigurationSnapshot;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.store.Actor;

/** Snapshots for faces: one for an update, of which {@code org.dectory.doors} differs now. It writes down what it is told to do. */
public final class FakeSnapshots implements ConfigurationSnapshots {

    private static final ConfigurationSnapshot UPDATE = new ConfigurationSnapshot(
            1,
            Optional.of(Instant.parse("2026-11-23T10:00:00Z")),
            "update 17",
            Optional.of(Actor.account("anna", "10.0.0.7")),
            true,
            false,
            List.of("org.dectory.doors"));

    private static final ConfigurationSnapshot FACTORY_SETTINGS = new ConfigurationSnapshot(
            FACTORY, Optional.empty(), "what the factory has set", Optional.empty(), true, false, List.of());

    private final List<String> deeds = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();

    /**
     * What was done.
     *
     * @return such as {@code restore 1 [org.dectory.doors]}, in the order in which it was done
     */
    public List<String> deeds() {
        return deeds;
    }

    /**
     * Lets everything but the list fail from now on.
     *
     * @param reason how
     */
    public void fail(RuntimeException reason) {
        failure = Optional.of(reason);
    }

    @Override
    public List<ConfigurationSnapshot> list() {
        return List.of(UPDATE, FACTORY_SETTINGS);
    }

    @Override
    public ConfigurationSnapshot take(String cause, Actor actor, boolean pinned) {
        write((pinned ? "pin " : "take ") + cause);
        return UPDATE;
    }

    @Override
    public List<String> restore(int id, Set<String> pids, Actor actor) {
        write("restore " + id + " " + new TreeSet<>(pids));
        return UPDATE.changes();
    }

    @Override
    public void release(int id) {
        write("release " + id);
    }

    @Override
    public void delete(int id) {
        write("delete " + id);
    }

    private void write(String deed) {
        failure.ifPresent(reason -> {
            throw reason;
        });
        deeds.add(deed);
    }
}
