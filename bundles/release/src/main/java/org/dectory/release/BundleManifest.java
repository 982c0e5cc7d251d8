package org.dectory.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;

/** What a jar says that it is. */
final class BundleManifest {

    private BundleManifest() {}

    /**
     * Sees that a jar is the bundle that a set names.
     *
     * @throws RefusedException if it is not
     */
    static void check(Path jar, ReleasedBundle bundle) throws IOException, RefusedException {
        String found;
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            found = manifest == null ? "no bundle" : identity(manifest.getMainAttributes());
        } catch (ZipException e) {
            throw new RefusedException(Refusal.NOT_THE_BUNDLE, bundle + " is no jar", e);
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
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue("Bundle-SymbolicName") == null) {
                throw new IllegalArgumentException("jar: " + jar + " (expected: a bundle)");
            }
            String[] identity = identity(manifest.getMainAttributes()).split(" ", 2);
            return new ReleasedBundle(identity[0], identity[1], Digests.of(jar), Files.size(jar), startLevel, false);
        } catch (ZipException e) {
            throw new IllegalArgumentException("jar: " + jar + " (expected: a jar)", e);
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
