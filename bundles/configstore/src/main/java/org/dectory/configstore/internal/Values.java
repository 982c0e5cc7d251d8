package org.dectory.configstore.internal;

import java.util.Collection;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The values of a configuration by their keys, whose case does not matter. */
final class Values {

    private Values() {}

    static Map<String, Object> empty() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    static Map<String, Object> copyOf(Map<String, ?> values) {
        Map<String, Object> copy = empty();
        copy.putAll(values);
        return copy;
    }

    static Map<String, Object> copyOf(Dictionary<?, ?> values) {
        Map<String, Object> copy = empty();
        for (Enumeration<?> keys = values.keys(); keys.hasMoreElements(); ) {
            Object key = keys.nextElement();
            copy.put((String) key, values.get(key));
        }
        return copy;
    }

    /** Whether two values mean the same, however they came here: JSON knows one kind of integer and one of list. */
    static boolean same(Object one, Object other) {
        if (isInteger(one) && isInteger(other)) {
            return ((Number) one).longValue() == ((Number) other).longValue();
        }
        return Objects.deepEquals(asArray(one), asArray(other));
    }

    private static boolean isInteger(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    private static Object asArray(Object value) {
        return value instanceof Collection<?> several ? several.toArray() : value;
    }
}
