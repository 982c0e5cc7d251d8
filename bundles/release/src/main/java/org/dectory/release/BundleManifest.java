package org.dectory.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** What a jar says that it is. */
final class BundleManifest {

    /** The longest manifest that is read, in bytes. */
    private static final int MAXIMUM_LENGTH = 1024 * 1024;

    private BundleManifest() {}

    /**
     * Sees that a jar is the bundle that a set names.
     *
     * @throws RefusedException if it is not
     */
    static void check(Path jar, ReleasedBundle bundle) throws IOException, RefusedException {
        String found;
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            found = manifest(file)
                    .map(manifest -> identity(manifest.getMainAttributes()))
                    .orElse("no bundle");
        } catch (ZipException | IllegalArgumentException e) {
            throw new RefusedException(Refusal.NOT_THE_BUNDLE, bundle + " is no jar: " + e.getMessage(), e);
        }
        if (!found.equals(bundle.toString())) {
            throw new RefusedException(Refusal.NOT_THE_BUNDLE, bundle + " is " + found);
        }
    }

    /**
     * Reads what a jar says that it is.
     *
     * @param startLevel when it is to start
     * @throws IllegalArgumentException if it is no bundle, or too large
     */
    static ReleasedBundle read(Path jar, int startLevel) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Attributes attributes = manifest(file)
                    .map(Manifest::getMainAttributes)
                    .filter(main -> main.getValue("Bundle-SymbolicName") != null)
                    .orElseThrow(() -> new IllegalArgumentException("jar: " + jar + " (expected: a bundle)"));
            String[] identity = identity(attributes).split(" ", 2);
            return new ReleasedBundle(identity[0], identity[1], Digests.of(jar), Files.size(jar), startLevel, false);
        } catch (ZipException e) {
            throw new IllegalArgumentException("jar: " + jar + " (expected: a jar)", e);
        }
    }

    /** Reads it apart from understanding it: that it is none is no fault of the disk. */
    private static Optional<Manifest> manifest(JarFile file) throws IOException {
        ZipEntry entry = file.getEntry(JarFile.MANIFEST_NAME);
        if (entry == null) {
            return Optional.empty();
        }
        byte[] text;
        try (InputStream in = file.getInputStream(entry)) {
            text = in.readNBytes(MAXIMUM_LENGTH + 1);
        }
        if (text.length > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("manifest: more than " + MAXIMUM_LENGTH + " bytes");
        }
        try {
            return Optional.of(new Manifest(new ByteArrayInputStream(text)));
        } catch (IOException e) {
            throw new IllegalArgumentException("manifest: " + e.getMessage(), e);
        }
    }

    private static String identity(Attributes attributes) {
        String name = String.valueOf(attributes.getValue("Bundle-SymbolicName"));
        String version = attributes.getValue("Bundle-Version");
        return name.replaceAll("\\s*;.*", "").strip() + " " + full(version == null ? "0" : version.strip());
    }

    /** As a framework writes a version: with all its numbers. */
    private static String full(String version) {
        String[] parts = version.split("\\.", 4);
        String numbers =
                parts[0] + "." + (parts.length > 1 ? parts[1] : "0") + "." + (parts.length > 2 ? parts[2] : "0");
        return parts.length > 3 ? numbers + "." + parts[3] : numbers;
    }
}
