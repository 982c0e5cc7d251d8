package org.dectory.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder of everything that must survive, held by one appliance at a time.
 *
 * <p>Its subfolder {@code run} is the exception: the framework's cache and temporary files, all derived from the image,
 * and emptied at every start so that nothing stale is ever trusted. And {@code reserve} is room for a start on a full disk.
 */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lockFile;
    private final Reserve reserve;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
        reserve = new Reserve(
                path.resolve("reserve"), () -> Files.getFileStore(path).getUsableSpace());
    }

    /**
     * Makes the folder if need be, locks it, and empties {@code run}.
     *
     * <p>The lock is the operating system's: it goes with the process, so a power cut leaves none behind.
     *
     * @throws CannotStartException if the folder cannot be written, or another appliance holds it
     */
    static DataFolder open(Path path) throws CannotStartException {
        FileChannel lockFile;
        try {
            // A folder that is made here holds secrets; one that was there already is the operator's affair.
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            lockFile = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            throw new CannotStartException("The data folder " + path + " cannot be written: " + reason(e), e);
        }
        DataFolder folder = new DataFolder(path, lockFile);
        try {
            folder.lock();
            folder.emptyRun();
            return folder;
        } catch (IOException e) {
            folder.close();
            throw new CannotStartException("The data folder " + path + " cannot be written: " + reason(e), e);
        } catch (CannotStartException e) {
            folder.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** Where derived files lie: gone at the next start. */
    Path run() {
        return path.resolve("run");
    }

    /**
     * Empties {@code run} once more.
     *
     * @throws CannotStartException if that cannot be done
     */
    void renew() throws CannotStartException {
        try {
            emptyRun();
        } catch (IOException e) {
            throw new CannotStartException("The data folder " + path + " cannot be written: " + reason(e), e);
        }
    }

    /** Gives room away that was kept for a full disk; says whether there was any left. */
    boolean makeRoom() {
        return reserve.give();
    }

    private void lock() throws IOException, CannotStartException {
        @Nullable FileLock lock;
        try {
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new CannotStartException("The data folder " + path + " is in use by another appliance."
                    + " Stop it, or give this one a folder of its own with --data DIR.");
        }
    }

    private void emptyRun() throws IOException {
        if (Files.exists(run())) {
            Files.walkFileTree(run(), new Remover());
        }
        reserve.settle();
        Files.createDirectories(run().resolve("tmp"));
    }

    private static String reason(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** Releases the folder for others. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            System.err.println("dectory: the lock of " + path + " could not be released: " + e.getMessage());
        }
    }

    /** Removes a tree; links are removed, not followed. */
    private static final class Remover extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error) throws IOException {
            if (error != null) {
                throw error;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
