package org.dectory.fieldupdate.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.configuration.ConfigurationSnapshot;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.store.Actor;

/** Writes down what it is asked for. */
final class FakeSnapshots implements ConfigurationSnapshots {

    final List<String> deeds = new ArrayList<>();
    private final List<ConfigurationSnapshot> all = new ArrayList<>();

    @Override
    public synchronized List<ConfigurationSnapshot> list() {
        return List.copyOf(all);
    }

    @Override
    public synchronized ConfigurationSnapshot take(String cause, Actor actor, boolean pinned) {
        ConfigurationSnapshot taken = new ConfigurationSnapshot(
                all.size() + 1, Optional.empty(), cause, Optional.of(actor), pinned, false, List.of());
        all.add(0, taken);
        deeds.add("take " + cause);
        return taken;
    }

    @Override
    public synchronized List<String> restore(int id, Set<String> pids, Actor actor) {
        deeds.add("restore " + id);
        return List.of();
    }

    @Override
    public synchronized void release(int id) {
        all.removeIf(snapshot -> snapshot.id() == id);
        deeds.add("release " + id);
    }

    @Override
    public void delete(int id) {
        throw new UnsupportedOperationException();
    }
}
