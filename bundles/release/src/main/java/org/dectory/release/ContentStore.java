package org.dectory.release;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Files that never change once they are there: jars named by their digest, texts by theirs.
 *
 * <p>A file is written beside, forced to the medium, then given its name; what has its name is whole, unless the medium fails, and
 * that is noticed when it is read.
 */
final class ContentStore {

    private final Disk disk;
    private final Path folder;
    private final Path beside;

    ContentStore(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
        beside = folder.resolve("new");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Where a jar lies. */
    Path jar(ReleasedBundle bundle) {
        return file(bundle.sha256() + ".jar");
    }

    /** Whether a jar is there, and whole. */
    boolean holds(ReleasedBundle bundle) {
        return isWhole(jar(bundle), bundle);
    }

    static boolean isWhole(Path jar, ReleasedBundle bundle) {
        try {
            return Files.isRegularFile(jar)
                    && Files.size(jar) == bundle.length()
                    && Digests.of(jar).equals(bundle.sha256());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Takes a jar in.
     *
     * @throws IOException if it cannot be written
     * @throws RefusedException if it is not the bundle that it should be; nothing is left of it then
     */
    void add(ReleasedBundle bundle, InputStream content) throws IOException, RefusedException {
        disk.createFolder(folder);
        MessageDigest digest = Digests.sha256();
        try {
            disk.write(beside, new DigestInputStream(content, digest));
            if (!HexFormat.of().formatHex(digest.digest()).equals(bundle.sha256())) {
                throw new RefusedException(Refusal.BUNDLE_ALTERED, bundle.toString());
            }
            BundleManifest.check(beside, bundle);
        } catch (UpdateFile.Limited.OverflowException | ZipException | EOFException e) {
            disk.delete(beside);
            throw new RefusedException(Refusal.BUNDLE_ALTERED, bundle + ": " + e.getMessage(), e);
        } catch (RefusedException | IOException e) {
            disk.delete(beside);
            throw e;
        }
        disk.rename(beside, jar(bundle));
        disk.force(folder);
    }

    /** Takes a text in; one of that name that is there is replaced. */
    void add(String name, byte[] content) throws IOException {
        disk.createFolder(folder);
        disk.write(beside, new ByteArrayInputStream(content));
        disk.rename(beside, file(name));
        disk.force(folder);
    }

    /** Deletes everything but what is named. */
    void retain(Set<String> names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        boolean deleted = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!names.contains(file.getFileName().toString())) {
                    disk.delete(file);
                    deleted = true;
                }
            }
        }
        if (deleted) {
            disk.force(folder);
        }
    }
}
