package org.dectory.assembler;

import aQute.bnd.osgi.Domain;
import aQute.bnd.osgi.resource.CapReqBuilder;
import aQute.bnd.osgi.resource.ResourceBuilder;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Resource;

/** What an image finds around it: the framework, and the Java platform under that. */
final class Surroundings {

    private static final String SERVICE = "osgi.service";

    /** Services that every framework registers (OSGi Core, chapters 7, 9 and 58), though its manifest does not say so. */
    private static final List<String> FRAMEWORK_SERVICES = List.of(
            "org.osgi.service.packageadmin.PackageAdmin",
            "org.osgi.service.startlevel.StartLevel",
            "org.osgi.service.resolver.Resolver");

    /** Services that the launcher registers, those of updates where the image takes any. */
    private static final List<String> LAUNCHER_SERVICES =
            List.of("org.dectory.release.CodeGate", "org.dectory.release.Releases", "org.dectory.release.Installer");

    private Surroundings() {}

    /**
     * Reads what the framework exports, and adds every package that modules of Java export, and those of the libraries beside it.
     *
     * @param framework the framework's jar; the launcher has the framework export what a library beside it offers
     * @param modules the names of the modules; those that they require come with them
     */
    static Resource read(Path framework, List<String> modules) throws IOException {
        ResourceBuilder builder = new ResourceBuilder();
        try (JarFile jar = new JarFile(framework.toFile())) {
            builder.addManifest(Domain.domain(jar.getManifest()));
        }
        Path release = framework.resolveSibling("org.dectory.release.jar");
        if (Files.exists(release)) {
            try (JarFile jar = new JarFile(release.toFile())) {
                builder.addExportPackages(Domain.domain(jar.getManifest()).getExportPackage());
            }
        }
        Configuration.empty().resolve(ModuleFinder.ofSystem(), ModuleFinder.of(), modules).modules().stream()
                .flatMap(module -> module.reference().descriptor().exports().stream())
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .distinct()
                .forEach(name ->
                        add(builder, PackageNamespace.PACKAGE_NAMESPACE, PackageNamespace.PACKAGE_NAMESPACE, name));
        FRAMEWORK_SERVICES.forEach(name -> add(builder, SERVICE, "objectClass", name));
        LAUNCHER_SERVICES.forEach(name -> add(builder, SERVICE, "objectClass", name));
        return builder.build();
    }

    private static void add(ResourceBuilder builder, String namespace, String attribute, String value) {
        try {
            builder.addCapability(new CapReqBuilder(namespace).addAttribute(attribute, value));
        } catch (Exception e) {
            throw new IllegalStateException("Nothing is wrong with " + namespace + " " + value, e);
        }
    }
}
