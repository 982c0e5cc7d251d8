package org.dectory.itests.traceability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the table of requirements and the tests that cite them. */
public final class Traceability {

    /** What looks like a requirement; other tags are nobody's business here. */
    private static final Pattern REQUIREMENT = Pattern.compile("[A-Z]{2,4}-[0-9]{1,3}");

    private final List<String> known;
    private final Map<String, SortedSet<String>> cited = new TreeMap<>();
    private final List<String> unknown = new ArrayList<>();

    Traceability(List<String> lines) {
        known = lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /**
     * Writes the report and fails on tags of requirements that do not exist.
     *
     * @param arguments the file of known requirements, the root of the source tree, the file to write
     * @throws IOException if one of them cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Traceability traceability = new Traceability(Files.readAllLines(Path.of(arguments[0])));
        for (Path source : tests(Path.of(arguments[1]))) {
            traceability.read(source.getFileName().toString(), Files.readString(source));
        }
        Path report = Path.of(arguments[2]);
        Files.createDirectories(report.toAbsolutePath().getParent());
        Files.writeString(report, traceability.report());
        if (!traceability.unknown.isEmpty()) {
            throw new IllegalStateException("tests cite requirements that do not exist: " + traceability.unknown);
        }
    }

    private static List<Path> tests(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> {
                        String path = file.toString().replace('\\', '/');
                        return path.contains("/src/test/") || path.contains("/testkit/src/main/");
                    })
                    .sorted()
                    .toList();
        }
    }

    void read(String file, String source) {
        for (Citations.Citation citation : Citations.of(source).found()) {
            if (known.contains(citation.tag())) {
                cited.computeIfAbsent(citation.tag(), tag -> new TreeSet<>()).add(citation.test());
            } else if (REQUIREMENT.matcher(citation.tag()).matches()) {
                unknown.add(file + ": " + citation.tag());
            }
        }
    }

    List<String> unknown() {
        return List.copyOf(unknown);
    }

    String report() {
        StringBuilder text = new StringBuilder("# Requirements and the tests that cite them\n\n");
        text.append(cited.size()).append(" of ").append(known.size()).append(" requirements are cited.\n\n");
        text.append("| requirement | tests |\n| --- | --- |\n");
        cited.forEach((id, tests) -> text.append("| ")
                .append(id)
                .append(" | ")
                .append(String.join(", ", tests))
                .append(" |\n"));
        text.append("\nNot cited: ")
                .append(known.stream().filter(id -> !cited.containsKey(id)).collect(Collectors.joining(", ")))
                .append("\n");
        return text.toString();
    }
}
