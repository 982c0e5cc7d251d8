package org.dectory.assembler;

import aQute.bnd.version.maven.ComparableVersion;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what an image consists of with a stored list of known holes, without a network.
 *
 * <p>The list has the form of the open database of holes (OSV schema 1.6): a file with an array of records, or a folder with a
 * file for each record as that database is published for the Maven world. Ranges of type {@code ECOSYSTEM} count, and versions
 * that are named.
 */
public final class KnownHoles {

    private final List<Map<?, ?>> records = new ArrayList<>();

    private KnownHoles() {}

    /**
     * Called by the build, or by hand.
     *
     * @param arguments the stored list, and an image's {@code sbom.cdx.json}
     * @throws IOException if one cannot be read
     * @throws FlawedImageException if a hole is known of something in the image
     */
    public static void main(String[] arguments) throws IOException, FlawedImageException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("arguments: " + List.of(arguments) + " (expected: list, sbom)");
        }
        KnownHoles known = read(Path.of(arguments[0]));
        List<String> holes = known.of(Path.of(arguments[1]));
        if (!holes.isEmpty()) {
            throw new FlawedImageException(holes);
        }
        System.out.println("None of the " + known.records.size() + " known holes is in the image.");
    }

    /** Reads a list. */
    static KnownHoles read(Path list) throws IOException {
        KnownHoles known = new KnownHoles();
        if (Files.isDirectory(list)) {
            try (Stream<Path> files = Files.list(list)) {
                for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                    known.records.add(JSON.std.mapFrom(file.toFile()));
                }
            }
        } else {
            for (@Nullable Object each : JSON.std.listFrom(list.toFile())) {
                if (each instanceof Map<?, ?> holeRecord) {
                    known.records.add(holeRecord);
                }
            }
        }
        return known;
    }

    /** Says which holes are known of what a list of an image names, one line each. */
    List<String> of(Path sbom) throws IOException {
        List<String> holes = new ArrayList<>();
        collect(JSON.std.mapFrom(sbom.toFile()), holes);
        return holes;
    }

    private void collect(Map<?, ?> parent, List<String> holes) {
        for (Map<?, ?> component : objects(parent.get("components"))) {
            String name = component.get("group") + ":" + component.get("name");
            String version = String.valueOf(component.get("version"));
            for (Map<?, ?> hole : records) {
                if (hits(hole, name, version)) {
                    holes.add(name + " " + version + " has the hole " + hole.get("id") + ": " + hole.get("summary"));
                }
            }
            collect(component, holes);
        }
    }

    private static boolean hits(Map<?, ?> hole, String name, String version) {
        return objects(hole.get("affected")).stream()
                .filter(affected ->
                        affected.get("package") instanceof Map<?, ?> work && Objects.equals(work.get("name"), name))
                .anyMatch(affected -> (affected.get("versions") instanceof List<?> named && named.contains(version))
                        || objects(affected.get("ranges")).stream()
                                .filter(range -> Objects.equals(range.get("type"), "ECOSYSTEM"))
                                .anyMatch(range -> lies(objects(range.get("events")), new ComparableVersion(version))));
    }

    /** Events come in the order of versions: from each introduction to the next repair it is there. */
    private static boolean lies(List<Map<?, ?>> events, ComparableVersion version) {
        boolean inside = false;
        for (Map<?, ?> event : events) {
            if (event.get("introduced") instanceof String from) {
                inside |= from.equals("0") || version.compareTo(new ComparableVersion(from)) >= 0;
            } else if (event.get("fixed") instanceof String fixed) {
                inside &= version.compareTo(new ComparableVersion(fixed)) < 0;
            } else if (event.get("last_affected") instanceof String last) {
                inside &= version.compareTo(new ComparableVersion(last)) <= 0;
            }
        }
        return inside;
    }

    private static List<Map<?, ?>> objects(@Nullable Object value) {
        List<Map<?, ?>> objects = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (@Nullable Object each : list) {
                if (each instanceof Map<?, ?> map) {
                    objects.add(map);
                }
            }
        }
        return objects;
    }
}
