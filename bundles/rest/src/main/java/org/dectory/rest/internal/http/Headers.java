package org.dectory.rest.internal.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The headers of a request; names in any case. */
public final class Headers {

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    public Headers(Map<String, List<String>> values) {
        this.values.putAll(values);
    }

    /**
     * The value of a header that may come once only.
     *
     * @param name its name
     * @return the value, if the header came
     * @throws ProblemException if it came more than once: which one counts, two parties might see differently
     */
    Optional<String> find(String name) {
        List<String> found = values.getOrDefault(name, List.of());
        if (found.size() > 1) {
            throw Problem.invalid(name, "The header " + name + " came more than once.");
        }
        return found.stream().findFirst().map(String::strip);
    }
}
