package org.dectory.configstore.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk with a few bytes left, and no more. */
final class FullDisk implements Disk {

    private final Disk disk = new LocalDisk();

    @Override
    public void write(Path file, byte[] content) throws IOException {
        Files.write(file, Arrays.copyOf(content, 3));
        throw new IOException("No space left on device");
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void force(Path folder) throws IOException {
        disk.force(folder);
    }
}
