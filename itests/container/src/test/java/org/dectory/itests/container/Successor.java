package org.dectory.itests.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * A jar of the image as its maker would deliver the next one: the same classes under another name or version.
 *
 * @param symbolicName its symbolic name
 * @param version its version
 * @param ranking the ranking of its services
 */
record Successor(String symbolicName, String version, int ranking) {

    /** Makes the jar from that of a bundle of the image. */
    InputStream of(Bundle shipped) {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        try (JarInputStream jar =
                new JarInputStream(URI.create(shipped.getLocation()).toURL().openStream())) {
            try (JarOutputStream out = new JarOutputStream(made, manifest(jar))) {
                for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(content(entry.getName(), jar.readAllBytes()));
                    out.closeEntry();
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new ByteArrayInputStream(made.toByteArray());
    }

    private Manifest manifest(JarInputStream jar) {
        Manifest manifest = new Manifest(jar.getManifest());
        Attributes main = manifest.getMainAttributes();
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        main.putValue(Constants.BUNDLE_VERSION, version);
        return manifest;
    }

    private byte[] content(String name, byte[] shipped) {
        if (!name.startsWith("OSGI-INF/") || !name.endsWith(".xml")) {
            return shipped;
        }
        String property = "<property name=\"service.ranking\" type=\"Integer\" value=\"" + ranking + "\"/>";
        return new String(shipped, UTF_8)
                .replaceFirst("(</(?:scr:)?component>)", property + "$1")
                .getBytes(UTF_8);
    }
}
