package org.dectory.itests.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dectory.itests.peers.Peers;
import org.dectory.itests.process.ComposedImage;
import org.dectory.itests.process.Run;

/** Runs the benchmarks and prints what they measured, each beside its reference. */
public final class Benchmarks {

    private final Path image;
    private final Path scratch;
    private final boolean quick;

    private Benchmarks(Path image, Path scratch, boolean quick) {
        this.image = image;
        this.scratch = scratch;
        this.quick = quick;
    }

    /**
     * Runs them.
     *
     * @param arguments the image, a folder for scratch files, {@code --quick} if wanted, and which benchmarks: {@code
     *     start}, {@code logins}, {@code lists}, {@code import} or such as {@code
     *     import=http,sftp}, {@code memory}, {@code peers} or such as {@code peers=3}; all if none is named
     * @throws Exception if one of them cannot run
     */
    public static void main(String[] arguments) throws Exception {
        List<String> options = new ArrayList<>(Arrays.asList(arguments).subList(2, arguments.length));
        boolean quick = options.remove("--quick");
        Path target = Path.of(arguments[1]).toAbsolutePath().normalize();
        Path scratch = Files.createTempDirectory(Files.createDirectories(target), "run-");
        Benchmarks benchmarks = new Benchmarks(Path.of(arguments[0]).toRealPath(), scratch, quick);
        for (String name : options.isEmpty() ? List.of("start", "logins", "lists", "import", "memory") : options) {
            if (name.startsWith("import=")) {
                benchmarks.imports(List.of(name.substring(name.indexOf('=') + 1).split(",", -1)));
                continue;
            }
            if (name.startsWith("peers=")) {
                benchmarks.peers(Integer.parseInt(name.substring(name.indexOf('=') + 1)));
                continue;
            }
            switch (name) {
                case "start" -> benchmarks.start();
                case "logins" -> benchmarks.logins();
                case "lists" -> benchmarks.lists();
                case "import" -> benchmarks.imports(FileServer.SORTS);
                case "memory" -> benchmarks.memory();
                case "peers" -> benchmarks.peers(5);
                default ->
                    throw new IllegalArgumentException(
                            "benchmark: " + name + " (expected: start, logins, lists, import, memory, peers)");
            }
        }
    }

    /** Start of the image beside a plain one of framework, components, Jetty and web console. */
    private void start() throws Exception {
        ComposedImage ours = ComposedImage.built(image);
        ComposedImage unarchived = ComposedImage.unarchived(image, scratch.resolve("unarchived"));
        ComposedImage plain = ComposedImage.plain(image, scratch.resolve("plain"));
        int rounds = quick ? 1 : 9;
        double[][] oursMeasured = new double[3][rounds];
        double[][] unarchivedMeasured = new double[3][rounds];
        double[][] plainMeasured = new double[3][rounds];
        for (int i = 0; i < rounds; i++) {
            measureStart(ours, scratch.resolve("data-built"), oursMeasured, i);
            measureStart(plain, scratch.resolve("data-plain"), plainMeasured, i);
            measureStart(unarchived, scratch.resolve("data-unarchived"), unarchivedMeasured, i);
        }
        print("Start of the image, median of %d, beside framework + DS + Jetty + web console", rounds);
        compare("processor time, s", oursMeasured[0], plainMeasured[0]);
        compare("wall time, s", oursMeasured[1], plainMeasured[1]);
        compare("resident memory, MiB", oursMeasured[2], plainMeasured[2]);
        compare("disk, MiB", new double[] {mebibytes(ours.size())}, new double[] {mebibytes(plain.size())});
        print("The same without the archive of classes that the build makes");
        compare("processor time, s", unarchivedMeasured[0], plainMeasured[0]);
        compare("resident memory, MiB", unarchivedMeasured[2], plainMeasured[2]);
        compare("disk, MiB", new double[] {mebibytes(unarchived.size())}, new double[] {mebibytes(plain.size())});
    }

    private void measureStart(ComposedImage composed, Path data, double[][] measured, int round) throws Exception {
        try (Run run = new Run(composed, data)) {
            run.await("Dectory runs");
            measured[1][round] = run.wallSeconds();
            measured[0][round] = run.cpuSeconds();
            run.settle();
            measured[2][round] = run.residentMebibytes();
        }
    }

    /** Logins per second beside durable appends by as many threads. */
    private void logins() throws Exception {
        int size = quick ? 100 : 10_000;
        ComposedImage loaded =
                loaded("logins", List.of("load.size=" + size, "load.concurrency=" + (quick ? "8" : "1,8,64")));
        print("Logins of local users at %d users and devices, one durable commit each", size);
        print("  %-8s %12s %10s %10s %14s %8s", "phones", "logins/s", "p50 ms", "p99 ms", "appends/s", "ratio");
        try (Run run = new Run(loaded, scratch.resolve("data-logins"))) {
            for (String line = run.await("LOAD"); !line.endsWith("LOAD done"); line = run.await("LOAD")) {
                String[] values = line.split(" ", -1);
                if (values[1].equals("logins")) {
                    print(
                            "  %-8s %12s %10s %10s %14s %8.2f",
                            values[2],
                            values[3],
                            values[4],
                            values[5],
                            values[6],
                            Double.parseDouble(values[3]) / Double.parseDouble(values[6]));
                }
            }
        }
    }

    /** Pages of the lists beside a list in memory that is sorted and searched for each page. */
    private void lists() throws Exception {
        int size = quick ? 100 : 10_000;
        ComposedImage loaded = loaded("lists", List.of("load.size=" + size, "load.lists=" + (quick ? 1 : 20)));
        print("Pages of 100 by every column at %d users and devices, all logged in; milliseconds", size);
        print("  %-8s %8s %8s %16s %16s %8s", "page", "p50", "p99", "reference p50", "reference p99", "ratio");
        try (Run run = new Run(loaded, scratch.resolve("data-lists"))) {
            for (String line = run.await("LOAD"); !line.endsWith("LOAD done"); line = run.await("LOAD")) {
                String[] values = line.split(" ", -1);
                if (values[1].equals("lists")) {
                    double ratio = Double.parseDouble(values[3]) / Double.parseDouble(values[5]);
                    print(
                            "  %-8s %8s %8s %16s %16s %8.2f",
                            values[2], values[3], values[4], values[5], values[6], ratio);
                }
            }
        }
    }

    /** The import of many users from real servers beside the tools that only fetch the files. */
    private void imports(List<String> sorts) throws Exception {
        Imports imports = new Imports(scratch, quick ? 20 : 10_000, this::loaded);
        print(
                "Import of %d users of 1,024 octets each, fetched, read, compared and stored, beside the tool that fetches the files",
                quick ? 20 : 10_000);
        print(
                "  %-8s %10s %12s %8s %10s %8s %8s",
                "server", "seconds", "reference s", "ratio", "again s", "ratio", "changes");
        // On a small scale, one appliance does for all.
        for (List<String> together :
                quick ? List.of(sorts) : sorts.stream().map(List::of).toList()) {
            imports.measure(together).forEach(Benchmarks::print);
        }
    }

    /** Memory of an appliance that has just been started with many phones which do nothing. */
    private void memory() throws Exception {
        int size = quick ? 100 : 10_000;
        Path data = scratch.resolve("data-memory");
        try (Run run = new Run(loaded("memory", List.of("load.size=" + size)), data)) {
            run.await("LOAD filled");
        }
        ComposedImage ours = ComposedImage.built(image);
        try (Run run = new Run(ours, data)) {
            run.await("Dectory runs");
            run.settle();
            print("Memory with %d idle phones: %.0f MiB resident", size, run.residentMebibytes());
        }
    }

    /** Start and update beside other platforms. */
    private void peers(int rounds) throws Exception {
        Peers peers = new Peers(image, scratch.resolve("peers"));
        if (quick) {
            peers.quickly();
        } else {
            peers.measure(rounds);
        }
    }

    private ComposedImage loaded(String name, List<String> properties) throws IOException, URISyntaxException {
        Path bundle = Path.of(Benchmarks.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return ComposedImage.with(
                image,
                scratch.resolve("loaded-" + name),
                bundle,
                "org.dectory.itests.benchmarks 0.1.0.SNAPSHOT",
                properties);
    }

    private static void compare(String what, double[] ours, double[] reference) {
        double left = median(ours);
        double right = median(reference);
        print("  %-22s %8.2f  reference %8.2f  ratio %5.2f", what, left, right, left / right);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double mebibytes(long bytes) {
        return bytes / 1048576.0;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
