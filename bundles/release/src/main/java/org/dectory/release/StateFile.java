package org.dectory.release;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Keeps the state: a file that is replaced as a whole, with the digest of the rest in its first line. */
final class StateFile {

    private static final String HEADER = "sha256 ";
    private static final int HEADER_LENGTH = HEADER.length() + 64 + 1;

    private final Disk disk;
    private final Path folder;
    private final Path file;
    private final Path next;

    StateFile(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
        file = folder.resolve("state");
        next = folder.resolve("state.new");
    }

    /** Whether it is there, whole or not. */
    boolean exists() {
        return Files.exists(file);
    }

    /** Reads it; empty if it is missing or damaged. */
    Optional<ReleaseState> read() {
        try {
            byte[] all = Files.readAllBytes(file);
            if (all.length < HEADER_LENGTH) {
                return Optional.empty();
            }
            byte[] text = Arrays.copyOfRange(all, HEADER_LENGTH, all.length);
            return Arrays.equals(all, withDigest(text)) ? Optional.of(ReleaseState.parse(text)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Replaces it, and reads it back.
     *
     * @throws IOException if it cannot be written; the old one is still there then
     */
    void write(ReleaseState state) throws IOException {
        disk.write(next, new ByteArrayInputStream(withDigest(state.text())));
        disk.rename(next, file);
        disk.force(folder);
        if (!read().equals(Optional.of(state))) {
            throw new IOException(file + " is not as it was written");
        }
    }

    private static byte[] withDigest(byte[] text) {
        byte[] header = (HEADER + Digests.of(text) + "\n").getBytes(US_ASCII);
        byte[] all = Arrays.copyOf(header, header.length + text.length);
        System.arraycopy(text, 0, all, header.length, text.length);
        return all;
    }
}
