package org.dectory.accounts.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.dectory.api.identity.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of one line that only its owner can read, from the moment it is there.
 *
 * <p>It is written beside and moved, so a power cut leaves the old file or the new one.
 */
final class PrivateFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<?> OWNER_ONLY_FROM_THE_START = PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    /** No line of ours is as long as that. */
    private static final int MAX_LENGTH = 1024;

    private static final Logger logger = LoggerFactory.getLogger(PrivateFile.class);

    private final Path path;

    PrivateFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * Reads the line. Permissions that are too wide are put right.
     *
     * @return the line; empty if there is no file, or none of ours
     * @throws IOException if it cannot be read
     */
    Optional<Secret> find() throws IOException {
        if (!Files.isRegularFile(path) || Files.size(path) > MAX_LENGTH) {
            return Optional.empty();
        }
        if (!Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
            logger.warn("{} was open to others; now only its owner can read it", path);
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
        byte[] content = Files.readAllBytes(path);
        try {
            int length = content.length;
            while (length > 0 && content[length - 1] == '\n') {
                length--;
            }
            byte[] line = Arrays.copyOf(content, length);
            Secret secret = Secret.ofBytes(line);
            Arrays.fill(line, (byte) 0);
            return secret.isEmpty() ? Optional.empty() : Optional.of(secret);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /**
     * Writes the line, durably.
     *
     * @throws IOException if it cannot be written; the old file, if any, is as it was
     */
    void write(Secret line) throws IOException {
        Path beside = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(beside);
        byte[] octets = line.bytes();
        byte[] content = Arrays.copyOf(octets, octets.length + 1);
        content[octets.length] = '\n';
        Set<StandardOpenOption> anew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(beside, anew, OWNER_ONLY_FROM_THE_START)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(content, (byte) 0);
        }
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    /**
     * Deletes the file, if there is one.
     *
     * @return whether there was one
     * @throws IOException if it cannot be deleted
     */
    boolean delete() throws IOException {
        boolean there = Files.deleteIfExists(path);
        if (there) {
            syncFolder();
        }
        return there;
    }

    /** The name of a file is durable when its folder is. */
    private void syncFolder() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
