package org.dectory.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes small images of bundles that hold a manifest and nothing else. */
final class Jars {

    private final Path home;
    private final List<String> lines = new ArrayList<>();

    Jars(Path home) {
        this.home = home;
    }

    /** Adds a bundle, version 1.0.0, to the image and to its list. */
    Jars with(String symbolicName, Map<String, String> headers) throws IOException {
        Path jar = home.resolve(symbolicName + ".jar");
        write(jar, symbolicName, headers);
        lines.add(symbolicName + " 1.0.0 " + sha256(jar) + " 1 " + symbolicName + ".jar");
        Files.write(home.resolve("image.list"), lines);
        return this;
    }

    /** Adds a bundle that is on the class path of the tests. */
    Jars withJarOf(Class<?> member) throws IOException, URISyntaxException {
        Path jar = Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes attributes = file.getManifest().getMainAttributes();
            String symbolicName = attributes.getValue("Bundle-SymbolicName").replaceAll(";.*", "");
            String version = attributes.getValue("Bundle-Version");
            Files.copy(jar, home.resolve(jar.getFileName()));
            lines.add(symbolicName + " " + version + " " + sha256(jar) + " 1 " + jar.getFileName());
        }
        Files.write(home.resolve("image.list"), lines);
        return this;
    }

    /** Adds a bundle, version 1.0.0, with one component. */
    Jars withComponent(String symbolicName, String description) throws IOException {
        Path jar = home.resolve(symbolicName + ".jar");
        write(jar, symbolicName, Map.of("Service-Component", "component.xml"), description);
        lines.add(symbolicName + " 1.0.0 " + sha256(jar) + " 1 " + symbolicName + ".jar");
        Files.write(home.resolve("image.list"), lines);
        return this;
    }

    static void write(Path jar, String symbolicName, Map<String, String> headers) throws IOException {
        write(jar, symbolicName, headers, "");
    }

    /** Writes a bundle whose activator is a class of the tests. */
    static void write(Path jar, String symbolicName, Map<String, String> headers, Class<?> activator)
            throws IOException {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put("Bundle-Activator", activator.getName());
        all.put("Import-Package", "org.osgi.framework");
        String entry = activator.getName().replace('.', '/') + ".class";
        try (java.io.InputStream content = activator.getResourceAsStream("/" + entry)) {
            write(jar, symbolicName, all, entry, content.readAllBytes());
        }
    }

    private static void write(Path jar, String symbolicName, Map<String, String> headers, String component)
            throws IOException {
        write(jar, symbolicName, headers, "component.xml", component.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path jar, String symbolicName, Map<String, String> headers, String entry, byte[] more)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Manifest-Version", "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", symbolicName);
        attributes.putValue("Bundle-Version", headers.getOrDefault("Bundle-Version", "1.0.0"));
        headers.forEach(attributes::putValue);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream content = new JarOutputStream(file, manifest)) {
            if (more.length > 0) {
                content.putNextEntry(new ZipEntry(entry));
                content.write(more);
            }
        }
    }

    static String sha256(Path jar) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
