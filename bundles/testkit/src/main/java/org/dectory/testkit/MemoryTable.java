package org.dectory.testkit;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A table of the {@link InMemoryStore}: a fork shares the rows until the first change of its own. */
final class MemoryTable<K, V> {

    private Map<K, V> rows;
    private boolean shared;

    MemoryTable() {
        this(new HashMap<>(), false);
    }

    private MemoryTable(Map<K, V> rows, boolean shared) {
        this.rows = rows;
        this.shared = shared;
    }

    /** A copy to change. From then on this one must not be changed. */
    MemoryTable<K, V> fork() {
        return new MemoryTable<>(rows, true);
    }

    Optional<V> find(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    boolean contains(K key) {
        return rows.containsKey(key);
    }

    Collection<V> values() {
        return rows.values();
    }

    Map<K, V> asMap() {
        return rows;
    }

    void put(K key, V value) {
        own();
        rows.put(key, value);
    }

    void remove(K key) {
        if (rows.containsKey(key)) {
            own();
            rows.remove(key);
        }
    }

    private void own() {
        if (shared) {
            rows = new HashMap<>(rows);
            shared = false;
        }
    }
}
