package org.dectory.itests.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tools that are run as people run them. */
public final class Shell {

    private Shell() {}

    /**
     * Runs a command to its end.
     *
     * @return the seconds that it took
     * @throws IOException if it fails
     */
    public static double run(String command) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
