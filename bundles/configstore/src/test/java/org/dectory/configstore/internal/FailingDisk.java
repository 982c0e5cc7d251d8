package org.dectory.configstore.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk that is lost at a given step: that step happens by half, if it can, and none after it happens. */
final class FailingDisk implements Disk {

    private final Disk disk = new UnforcedDisk();
    private int stepsLeft;
    private final int percentWritten;

    /**
     * Makes the disk.
     *
     * @param stepsLeft how many steps succeed
     * @param percentWritten how much of the content the failing step leaves behind, if it is a write
     */
    FailingDisk(int stepsLeft, int percentWritten) {
        this.stepsLeft = stepsLeft;
        this.percentWritten = percentWritten;
    }

    boolean failed() {
        return stepsLeft < 0;
    }

    private void step() throws IOException {
        if (stepsLeft-- <= 0) {
            throw new IOException("power is gone");
        }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        if (stepsLeft == 0) {
            Files.write(file, Arrays.copyOf(content, content.length * percentWritten / 100));
        }
        step();
        disk.write(file, content);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step();
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        disk.delete(file);
    }

    @Override
    public void force(Path folder) throws IOException {
        step();
        disk.force(folder);
    }
}
