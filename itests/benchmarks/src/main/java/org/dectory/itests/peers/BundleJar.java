package org.dectory.itests.peers;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.dectory.itests.probe.Probe;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;

/** Makes small bundles of the classes that are meant for frameworks. */
final class BundleJar {

    private static final String FOLDER = Probe.class.getPackageName().replace('.', '/') + "/";

    private BundleJar() {}

    /**
     * Writes a bundle.
     *
     * @param name its symbolic name
     * @param activator what it starts
     * @param imports the packages that it imports
     * @param padding octets of its content that nobody reads and no compression shrinks
     * @return the jar
     */
    static Path write(
            Path jar,
            String name,
            String version,
            Class<? extends BundleActivator> activator,
            String imports,
            int padding)
            throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream bundle = new JarOutputStream(file, manifest(name, version, activator, imports));
                JarFile ours = new JarFile(own().toFile())) {
            for (JarEntry entry : classes(ours)) {
                bundle.putNextEntry(new JarEntry(entry.getName()));
                ours.getInputStream(entry).transferTo(bundle);
            }
            if (padding > 0) {
                byte[] noise = new byte[padding];
                new Random(version.hashCode()).nextBytes(noise);
                bundle.putNextEntry(new JarEntry("padding"));
                bundle.write(noise);
            }
        }
        return jar;
    }

    private static Manifest manifest(String name, String version, Class<?> activator, String imports) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        main.putValue(Constants.BUNDLE_VERSION, version);
        main.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
        main.putValue(Constants.IMPORT_PACKAGE, imports);
        return manifest;
    }

    private static List<JarEntry> classes(JarFile jar) {
        return jar.stream()
                .filter(entry -> entry.getName().startsWith(FOLDER) && !entry.isDirectory())
                .toList();
    }

    /** The jar of the benchmarks. */
    static Path own() throws IOException {
        try {
            return Path.of(Probe.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
