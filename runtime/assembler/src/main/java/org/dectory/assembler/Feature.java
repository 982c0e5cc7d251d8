package org.dectory.assembler;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A capability and the bundles that make it: a file in the OSGi Feature JSON format (OSGi Compendium, chapter 159), of
 * which the bundles are used, and of their metadata the start level.
 *
 * @param name the end of the file's name
 * @param parts the bundles
 */
record Feature(String name, List<Part> parts) {

    /**
     * A bundle of a feature.
     *
     * @param id its Maven coordinates: group, artifact, version
     * @param startLevel when it starts, 1 being first
     */
    record Part(String id, int startLevel) {

        /** The name of its jar, as Maven copies it. */
        String jar() {
            String[] coordinates = id.split(":", -1);
            return coordinates[1] + "-" + coordinates[2] + ".jar";
        }
    }

    Feature {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a feature.
     *
     * @throws IOException if the file cannot be read or is no JSON
     * @throws IllegalArgumentException if it is no feature, or says something that is not used here
     */
    static Feature read(Path file) throws IOException {
        Map<String, Object> json = JSON.std.mapFrom(file.toFile());
        for (String key : json.keySet()) {
            if (!List.of("feature-resource-version", "id", "name", "description", "bundles")
                    .contains(key)) {
                throw new IllegalArgumentException(file + ": " + key + " (expected: id, name, description, bundles)");
            }
        }
        List<Part> parts = new ArrayList<>();
        if (!(json.get("bundles") instanceof List<?> bundles)) {
            throw new IllegalArgumentException(file + ": bundles (expected: a list)");
        }
        for (@Nullable Object bundle : bundles) {
            parts.add(part(file, bundle));
        }
        return new Feature(file.getFileName().toString().replace(".json", ""), parts);
    }

    private static Part part(Path file, @Nullable Object bundle) {
        if (bundle instanceof Map<?, ?> map
                && map.get("id") instanceof String id
                && id.matches("[^:]+:[^:]+:[^:]+")
                && map.get("start-level") instanceof Integer startLevel) {
            return new Part(id, startLevel);
        }
        throw new IllegalArgumentException(
                file + ": " + bundle + " (expected: id group:artifact:version, start-level)");
    }
}
