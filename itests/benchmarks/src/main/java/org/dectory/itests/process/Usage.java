package org.dectory.itests.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says that a process has used. */
public final class Usage {

    /** Ticks of processor time per second, as Linux shows them to programs on all its platforms. */
    private static final double TICKS = 100;

    private final Path folder;

    /**
     * Looks at a process.
     *
     * @param process its number
     */
    public Usage(long process) {
        folder = Path.of("/proc", Long.toString(process));
    }

    /**
     * Processor time so far, and that of children which have ended: the tools that a script uses.
     *
     * @return seconds
     * @throws IOException if the process is gone
     */
    public double cpuSecondsWithChildren() throws IOException {
        return ticks(11, 14) / TICKS;
    }

    /** Adds fields of its line, which are counted from the one after its name. */
    private double ticks(int first, int last) throws IOException {
        String stat = Files.readString(folder.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double sum = 0;
        for (int i = first; i <= last; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return sum;
    }

    /**
     * Memory that is resident now.
     *
     * @return MiB
     * @throws IOException if the process is gone
     */
    public double residentMebibytes() throws IOException {
        for (String line : Files.readAllLines(folder.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
            }
        }
        throw new IOException("the process is gone");
    }
}
