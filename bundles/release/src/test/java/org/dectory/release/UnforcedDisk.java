package org.dectory.release;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that waits for no medium: for stories that are told a thousand times. */
class UnforcedDisk implements Disk {

    @Override
    public void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    @Override
    public void write(Path file, InputStream content) throws IOException {
        Files.copy(content, file, REPLACE_EXISTING);
    }

    @Override
    public void append(Path file, byte[] content) throws IOException {
        Files.write(file, content, CREATE, APPEND);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void force(Path folder) throws IOException {}

    @Override
    public long free(Path folder) throws IOException {
        return Long.MAX_VALUE;
    }
}
