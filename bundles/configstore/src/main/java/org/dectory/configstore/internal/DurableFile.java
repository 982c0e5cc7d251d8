package org.dectory.configstore.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is replaced as a whole: what was written last survives a power cut at any moment, and if the file is damaged all
 * the same, the generation before it is used.
 *
 * <p>Its first line is {@code sha256 } and the digest of the rest. Beside it may lie the generation before ({@code .previous}) and
 * one that is being written ({@code .new}).
 */
final class DurableFile {

    static final String PREVIOUS = ".previous";
    static final String NEW = ".new";

    private static final Logger logger = LoggerFactory.getLogger(DurableFile.class);

    private static final String HEADER = "sha256 ";
    private static final int HEADER_LENGTH = HEADER.length() + 64 + 1;

    private final Disk disk;
    private final Path folder;
    private final Path current;
    private final Path previous;
    private final Path next;

    DurableFile(Disk disk, Path folder, String name) {
        this.disk = disk;
        this.folder = folder;
        current = folder.resolve(name);
        previous = folder.resolve(name + PREVIOUS);
        next = folder.resolve(name + NEW);
    }

    /**
     * Reads what was written last, or before that if the last is damaged.
     *
     * @return the content; empty if there is none, or none that is whole
     */
    Optional<byte[]> read() {
        Optional<byte[]> content = whole(current);
        if (content.isPresent()) {
            return content;
        }
        content = whole(previous);
        if (content.isPresent()) {
            logger.warn("{} is missing or damaged: the settings before its last change are used", current);
        } else if (exists()) {
            logger.error("{} is damaged, and there is no older copy of it: its settings are lost", current);
        }
        return content;
    }

    /** Whether there is any generation of it, whole or not. */
    boolean exists() {
        return Files.exists(current) || Files.exists(previous);
    }

    /**
     * Replaces the content.
     *
     * @throws IOException if it cannot be written, on a full disk for instance; the last whole copy is still there then
     */
    void write(byte[] content) throws IOException {
        try {
            disk.write(next, withDigest(content));
        } catch (IOException e) {
            discard(e);
            throw e;
        }
        // A damaged file must not take the place of the good one that stands in for it.
        if (whole(current).isPresent()) {
            disk.rename(current, previous);
        }
        disk.rename(next, current);
        disk.force(folder);
    }

    /** A half-written file takes space that others need. */
    private void discard(IOException reason) {
        try {
            disk.delete(next);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Deletes all generations.
     *
     * @throws IOException if they cannot be deleted
     */
    void delete() throws IOException {
        // The older one first: alone it would be taken for the content.
        disk.delete(previous);
        disk.force(folder);
        disk.delete(current);
        disk.force(folder);
    }

    /** The content of one generation; empty if it is not there or damaged. */
    static Optional<byte[]> whole(Path file) {
        byte[] all;
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            all = Files.readAllBytes(file);
        } catch (IOException e) {
            logger.warn("{} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
        if (all.length < HEADER_LENGTH) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(all, HEADER_LENGTH, all.length);
        return Arrays.equals(all, withDigest(content)) ? Optional.of(content) : Optional.empty();
    }

    private static byte[] withDigest(byte[] content) {
        byte[] header = (HEADER + HexFormat.of().formatHex(sha256(content)) + "\n").getBytes(US_ASCII);
        byte[] all = Arrays.copyOf(header, header.length + content.length);
        System.arraycopy(content, 0, all, header.length, content.length);
        return all;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
