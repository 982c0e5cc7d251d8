package org.dectory.fetch.http.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;

/**
 * The header fields of an answer.
 *
 * @param fields as they were read
 */
record Headers(MessageHeaders fields) {

    /** The value of a field, or the first one of several. */
    Optional<String> first(String name) {
        Header field = fields.getFirstHeader(name);
        return field == null ? Optional.empty() : Optional.of(value(field));
    }

    /** The values of all fields of a name. */
    List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (Iterator<Header> each = fields.headerIterator(name); each.hasNext(); ) {
            values.add(value(each.next()));
        }
        return values;
    }

    /** Whether a word is in a list of words. */
    boolean says(String name, String word) {
        for (String list : all(name)) {
            for (String each : list.split(",", -1)) {
                if (each.strip().equalsIgnoreCase(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String value(Header field) {
        String value = field.getValue();
        return value == null ? "" : value;
    }
}
