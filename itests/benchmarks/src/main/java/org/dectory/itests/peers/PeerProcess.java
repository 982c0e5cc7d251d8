package org.dectory.itests.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dectory.itests.process.Usage;

/** One process of a peer, with what its bundles report of it. */
final class PeerProcess implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Process process;
    private final Usage usage;
    private final Path report;
    private final Path log;
    private final long startedMillis;

    /**
     * Starts one.
     *
     * @param properties for the framework
     * @param scratch a folder for its report and its output
     */
    PeerProcess(Peer peer, List<String> javaOptions, Map<String, String> properties, Path scratch) throws IOException {
        report = Files.createTempFile(scratch, "report", ".txt");
        log = Files.createTempFile(scratch, "output", ".txt");
        Map<String, String> all = new HashMap<>(properties);
        all.put("probe.report", report.toString());
        ProcessBuilder builder = peer.start(javaOptions, all)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile());
        startedMillis = System.currentTimeMillis();
        process = builder.start();
        usage = new Usage(process.pid());
    }

    /** Waits until the probe says that it is ready, and measures it then. */
    Start ready() throws IOException, InterruptedException {
        String[] words = await("ready").split(" ", -1);
        return new Start(
                usage.cpuSecondsWithChildren(),
                (Long.parseLong(words[1]) - startedMillis) / 1000.0,
                Integer.parseInt(words[2]));
    }

    /** Waits for a line of the report. */
    String await(String word) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (process.isAlive() && System.nanoTime() < deadline) {
            for (String line : Files.readAllLines(report)) {
                if (line.startsWith("failed")) {
                    throw new IOException(line + "\n" + Files.readString(log));
                }
                if (line.startsWith(word + " ")) {
                    return line;
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IOException("no '" + word + "' was reported; the output:\n" + Files.readString(log));
    }

    double residentMebibytes() throws IOException {
        return usage.residentMebibytes();
    }

    /** The options of its Java that make it small. */
    List<String> javaOptions() throws IOException {
        return Java.optionsOf(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
