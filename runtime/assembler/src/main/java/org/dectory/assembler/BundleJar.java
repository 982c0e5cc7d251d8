package org.dectory.assembler;

import aQute.bnd.osgi.Domain;
import aQute.bnd.osgi.resource.ResourceBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.resource.Resource;

/**
 * A bundle as it lies in the image.
 *
 * @param file its jar
 * @param symbolicName its symbolic name
 * @param version its version, as a framework writes it
 * @param resource what its manifest provides and requires
 */
record BundleJar(Path file, String symbolicName, String version, Resource resource) {

    /**
     * Reads a jar.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no bundle
     */
    static BundleJar read(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue("Bundle-SymbolicName") == null) {
                throw new IllegalArgumentException(file.getFileName() + " is no bundle");
            }
            Domain domain = Domain.domain(manifest);
            ResourceBuilder builder = new ResourceBuilder();
            builder.addManifest(domain);
            return new BundleJar(
                    file,
                    domain.getBundleSymbolicName().getKey(),
                    org.osgi.framework.Version.parseVersion(domain.getBundleVersion())
                            .toString(),
                    builder.build());
        }
    }

    /** The digest of the jar, in small hexadecimal digits. */
    String sha256() throws IOException {
        return Digests.sha256(file);
    }
}
