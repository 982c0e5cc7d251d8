package org.dectory.radio.simulator.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dectory.api.identity.Ipei;
import org.dectory.api.simulator.PhoneSimulator.Watching;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to know when a phone changes. One who fails keeps nothing from the others. Thread-safe. */
final class Watchers {

    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    Watching add(Consumer<Ipei> listener) {
        Entry entry = new Entry(listener);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    boolean isWatching() {
        return !entries.isEmpty();
    }

    void tell(Ipei phone) {
        for (Entry entry : entries) {
            try {
                entry.listener.accept(phone);
            } catch (RuntimeException e) {
                LOG.error("Phone {}: one who watches it failed", phone, e);
            }
        }
    }

    /** Its identity tells it from another watching of the same listener. */
    private static final class Entry {

        private final Consumer<Ipei> listener;

        Entry(Consumer<Ipei> listener) {
            this.listener = listener;
        }
    }
}
