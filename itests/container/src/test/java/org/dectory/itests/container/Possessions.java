package org.dectory.itests.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the process holds: threads and file handles, counted by what they are for.
 *
 * @param threads how many threads of each name, numbers left out
 * @param files how many handles of each file, numbers left out
 */
record Possessions(Map<String, Long> threads, Map<String, Long> files) {

    private static final Path HANDLES = Path.of("/proc/self/fd");

    static Possessions now() {
        try (Stream<Path> handles = Files.list(HANDLES)) {
            return new Possessions(
                    count(Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .filter(name -> !name.startsWith("awaitility"))),
                    count(handles.map(Possessions::target)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException closed) {
            return "closed meanwhile";
        }
    }

    private static Map<String, Long> count(Stream<String> names) {
        return names.map(name -> name.replaceAll("[0-9]+", "#"))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /**
     * What there is more of than before.
     *
     * @param tolerance how many more of what has a number, and comes and goes with the load, are nothing
     */
    Map<String, String> moreThan(Possessions before, int tolerance) {
        Map<String, String> more = new TreeMap<>();
        compare(before.threads, threads, tolerance, more);
        compare(before.files, files, tolerance, more);
        more.remove("closed meanwhile");
        return more;
    }

    private static void compare(
            Map<String, Long> before, Map<String, Long> now, int tolerance, Map<String, String> more) {
        now.forEach((name, count) -> {
            long was = before.getOrDefault(name, 0L);
            if (count > was + (name.contains("#") ? tolerance : 0)) {
                more.put(name, was + " -> " + count);
            }
        });
    }
}
