package org.dectory.userstore.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with the classes of this one. What it writes is read to the end, also after it was killed. */
final class ChildProcess {

    private final Process process;
    private final BufferedReader out;

    ChildProcess(Class<?> main, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What it leaves behind as temporary files shall be seen.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + folder));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(main.getName(), folder.toString()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(process.inputReader(UTF_8));
    }

    String line() throws IOException {
        return String.valueOf(out.readLine());
    }

    /** Kills it as a power switch would, as far as a process can tell. */
    List<String> killAndReadRest() throws IOException, InterruptedException {
        // Not Process.destroyForcibly: that would shut the pipe before it is read.
        process.toHandle().destroyForcibly();
        List<String> lines = out.lines().toList();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IOException("The child does not die");
        }
        return lines;
    }
}
