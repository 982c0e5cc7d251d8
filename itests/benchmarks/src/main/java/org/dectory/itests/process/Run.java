package org.dectory.itests.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One process of an image, measured from outside by what the kernel says of it. */
public final class Run implements AutoCloseable {

    private static final int MOST_SILENT_MINUTES = 10;

    private final Process process;
    private final Usage usage;
    private final BufferedReader output;
    private final long started;
    private final List<String> seen = new ArrayList<>();

    /**
     * Starts it.
     *
     * @param data its data folder
     */
    public Run(ComposedImage image, Path data) throws IOException {
        started = System.nanoTime();
        process = new ProcessBuilder(
                        image.home().resolve("bin/dectory").toString(),
                        "run",
                        "--no-demo",
                        "--port",
                        "0",
                        "--data",
                        data.toString())
                .redirectErrorStream(true)
                .start();
        usage = new Usage(process.pid());
        output = process.inputReader();
    }

    /** Waits for a line of output that holds some text; a process that says nothing for ten minutes is ended. */
    public String await(String text) throws IOException {
        for (String line = nextLine(); line != null; line = nextLine()) {
            seen.add(line);
            if (line.contains("LOAD failed")) {
                break;
            }
            if (line.contains(text)) {
                return line;
            }
        }
        throw new IOException("no '" + text + "' in the output:\n" + String.join("\n", seen));
    }

    private @Nullable String nextLine() throws IOException {
        CompletableFuture<Void> silence = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(MOST_SILENT_MINUTES, TimeUnit.MINUTES));
        try {
            return output.readLine();
        } finally {
            silence.cancel(false);
        }
    }

    /** Seconds since the process was started. */
    public double wallSeconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    /** Seconds of processor time so far, user and system, with what the tools of the start script took. */
    public double cpuSeconds() throws IOException {
        return usage.cpuSecondsWithChildren();
    }

    /** Memory that is resident now, in MiB. */
    public double residentMebibytes() throws IOException {
        return usage.residentMebibytes();
    }

    /** Waits until the process has used no more than 2 % of a processor for a while. */
    public void settle() throws IOException, InterruptedException {
        double before = cpuSeconds();
        for (int i = 0; i < 60; i++) {
            TimeUnit.SECONDS.sleep(2);
            double now = cpuSeconds();
            if (now - before < 0.04) {
                return;
            }
            before = now;
        }
    }

    @Override
    public void close() throws IOException {
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
        output.close();
    }
}
