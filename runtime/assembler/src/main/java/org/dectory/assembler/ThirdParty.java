package org.dectory.assembler;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What people have found out about the works of others: licences, and what a jar carries inside. Read from
 * {@code third-party.json}; a work that is not there stops the build, so that somebody looks.
 */
final class ThirdParty {

    private final Map<String, Entry> entries = new TreeMap<>();

    /**
     * A work.
     *
     * @param version the version that was looked at; empty if nothing depends on it
     * @param licence its licence as an SPDX expression
     * @param contains the works of others inside it
     */
    record Entry(Optional<String> version, String licence, List<Component> contains) {}

    /** Reads the file. */
    static ThirdParty read(Path file) throws IOException {
        ThirdParty works = new ThirdParty();
        for (Map.Entry<String, Object> entry : JSON.std.mapFrom(file.toFile()).entrySet()) {
            if (!(entry.getValue() instanceof Map<?, ?> work) || !(work.get("licence") instanceof String licence)) {
                throw new IllegalArgumentException(
                        file + ": " + entry.getKey() + " (expected: an object with licence)");
            }
            List<Component> contains = new ArrayList<>();
            if (work.get("contains") instanceof Map<?, ?> parts) {
                parts.forEach(
                        (id, partLicence) -> contains.add(Component.inside(id.toString(), partLicence.toString())));
            }
            works.entries.put(
                    entry.getKey(),
                    new Entry(Optional.ofNullable(work.get("version")).map(Object::toString), licence, contains));
        }
        return works;
    }

    boolean knows(String id) {
        return entries.containsKey(id);
    }

    /**
     * What is known of a work.
     *
     * @return the entry
     * @throws IllegalArgumentException if nothing is known, or another version was looked at
     */
    Entry of(String group, String name, String version) {
        Entry entry = entries.get(group + ":" + name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "third-party.json does not say what the licence of " + group + ":" + name + " is");
        }
        if (entry.version().isPresent() && !entry.version().get().equals(version)) {
            throw new IllegalArgumentException("third-party.json says what is inside " + group + ":" + name + " "
                    + entry.version().get() + "; look what is inside " + version);
        }
        return entry;
    }
}
