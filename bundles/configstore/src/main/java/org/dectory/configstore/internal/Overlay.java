package org.dectory.configstore.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator changed of one configuration, compared with the factory.
 *
 * @param set the values that are new or other than the factory's
 * @param removed the keys of the factory's values that are not wanted
 * @param deleted whether the configuration is not wanted at all
 */
record Overlay(Map<String, Object> set, Set<String> removed, boolean deleted) {

    Overlay {
        set = Collections.unmodifiableMap(Values.copyOf(set));
        Set<String> anyCase = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.addAll(removed);
        removed = Collections.unmodifiableSet(anyCase);
    }

    /** The overlay that hides a configuration of the factory. */
    static Overlay deletion() {
        return new Overlay(Values.empty(), Set.of(), true);
    }

    /** The overlay that makes the wanted values of the factory's. */
    static Overlay between(Map<String, Object> factory, Map<String, Object> wanted) {
        Map<String, Object> set = Values.copyOf(wanted);
        set.entrySet()
                .removeIf(wish ->
                        factory.containsKey(wish.getKey()) && Values.same(wish.getValue(), factory.get(wish.getKey())));
        Map<String, Object> removed = Values.copyOf(factory);
        removed.keySet().removeIf(wanted::containsKey);
        return new Overlay(set, removed.keySet(), false);
    }

    /** Lays the changes over the factory's values. */
    Map<String, Object> over(Map<String, Object> factory) {
        Map<String, Object> values = Values.copyOf(factory);
        values.keySet().removeIf(removed::contains);
        values.putAll(set);
        return values;
    }

    boolean changesNothing() {
        return set.isEmpty() && removed.isEmpty() && !deleted;
    }

    /** Whether another overlay says the same; the values may be arrays, which are compared by content. */
    boolean sameAs(Overlay other) {
        return deleted == other.deleted
                && removed.equals(other.removed)
                && set.keySet().equals(other.set.keySet())
                && set.entrySet().stream()
                        .allMatch(entry -> sameToTheType(entry.getValue(), other.set.get(entry.getKey())));
    }

    private static boolean sameToTheType(Object one, @Nullable Object other) {
        if (one instanceof Collection<?> && other instanceof Collection<?>) {
            return Values.same(one, other);
        }
        return other != null && one.getClass() == other.getClass() && Values.same(one, other);
    }
}
