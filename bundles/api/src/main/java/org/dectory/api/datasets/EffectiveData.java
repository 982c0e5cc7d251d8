package org.dectory.api.datasets;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.dectory.api.userdata.EffectiveValue;

/**
 * What counts for a user in the end, and where it comes from.
 *
 * @param values keys and values; secret ones, {@code UD_Pin} always among them, with their origins alone
 */
public record EffectiveData(Map<String, EffectiveValue> values) {

    /**
     * Copies the values; the copy is found in by keys of any case.
     *
     * @param values keys and values
     */
    public EffectiveData {
        Map<String, EffectiveValue> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }
}
