package org.dectory.itests.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dectory.itests.benchmarks.FileServer.Place;
import org.dectory.itests.process.ComposedImage;
import org.dectory.itests.process.Run;
import org.dectory.itests.process.Shell;

/** Has tools fetch the files of servers, and then an image import them, twice. */
final class Imports {

    private static final int FIRST_NUMBER = 100_000;
    private static final int APART = 100_000;

    private final Path scratch;
    private final int size;
    private final Loaded loaded;

    /** Makes an image with the load in it. */
    @FunctionalInterface
    interface Loaded {

        ComposedImage with(String name, List<String> properties) throws Exception;
    }

    Imports(Path scratch, int size, Loaded loaded) {
        this.scratch = scratch;
        this.size = size;
        this.loaded = loaded;
    }

    /**
     * Measures servers of some sorts, one after the other, by one process of the image.
     *
     * @return a line for each
     */
    List<String> measure(List<String> sorts) throws Exception {
        Map<String, FileServer> servers = new LinkedHashMap<>();
        try {
            List<String> told = new ArrayList<>();
            Map<String, Double> reference = new LinkedHashMap<>();
            for (String sort : sorts) {
                Path folder = scratch.resolve("server-" + sort);
                Place place = new Place(
                        Files.createDirectories(folder),
                        folder.resolve("fetched"),
                        FIRST_NUMBER + APART * FileServer.SORTS.indexOf(sort),
                        size,
                        size / 5);
                FileServer server = FileServer.start(sort, place);
                servers.put(sort, server);
                reference.put(sort, fetch(server, place));
                told.add(String.join(
                        "\t",
                        sort,
                        server.line(),
                        Integer.toString(place.first()),
                        Integer.toString(place.size()),
                        Integer.toString(place.warmUp()),
                        server.trust()));
            }
            return run(String.join("-", sorts), told, reference);
        } finally {
            for (FileServer each : servers.values()) {
                each.server().close();
            }
        }
    }

    private static double fetch(FileServer server, Place place) throws IOException, InterruptedException {
        double seconds = Shell.run(server.reference());
        try (Stream<Path> fetched = Files.list(place.fetched())) {
            long count =
                    fetched.filter(file -> !file.endsWith("user_common.cfg")).count();
            if (count != place.size()) {
                throw new IOException(server.reference() + ": " + count + " files (expected: " + place.size() + ")");
            }
        }
        return seconds;
    }

    private List<String> run(String name, List<String> told, Map<String, Double> reference) throws Exception {
        Path list = Files.write(scratch.resolve("servers-" + name), told);
        ComposedImage image = loaded.with("import-" + name, List.of("load.imports=" + list));
        List<String> measured = new ArrayList<>();
        try (Run run = new Run(image, scratch.resolve("data-import-" + name))) {
            for (String line = run.await("LOAD"); !line.endsWith("LOAD done"); line = run.await("LOAD")) {
                String[] values = line.substring(line.indexOf("LOAD")).split(" ", -1);
                double first = Double.parseDouble(values[3]);
                double again = Double.parseDouble(values[5]);
                double tool = reference.getOrDefault(values[2], Double.NaN);
                boolean complete = values[4].equals(Integer.toString(size)) && values[6].equals(Integer.toString(size));
                measured.add(String.format(
                        Locale.ROOT,
                        "  %-8s %10.2f %12.2f %8.2f %10.2f %8.2f %8s",
                        values[2],
                        first,
                        tool,
                        first / tool,
                        again,
                        again / first,
                        values[7]));
                if (!complete) {
                    throw new IOException("not all were imported, and unchanged afterwards: " + line);
                }
            }
        }
        return measured;
    }
}
