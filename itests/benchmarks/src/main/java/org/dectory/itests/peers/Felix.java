package org.dectory.itests.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plain Felix with components and configuration, of the jars that the image has, too. */
record Felix(Path home) implements Peer {

    /** What components and configuration need. */
    private static final Set<String> BUNDLES = Set.of(
            "org.apache.felix.scr",
            "org.apache.felix.configadmin",
            "org.osgi.service.component",
            "org.osgi.util.promise",
            "org.osgi.util.function");

    /** Lays it out in a folder. */
    static Felix of(Path image, Path home, Probes probes) throws IOException {
        Path bundles = Files.createDirectories(home.resolve("bundle"));
        Files.copy(image.resolve("lib/org.apache.felix.framework.jar"), home.resolve("framework.jar"));
        Files.copy(BundleJar.own(), home.resolve("launcher.jar"));
        Files.copy(probes.probe(), bundles.resolve("probe.jar"));
        try (Stream<Path> jars = Files.list(image.resolve("bundles"))) {
            for (Path jar : jars.toList()) {
                String file = jar.getFileName().toString();
                if (BUNDLES.contains(file.replaceFirst("-[0-9].*", ""))) {
                    Files.copy(jar, bundles.resolve(file));
                }
            }
        }
        return new Felix(home);
    }

    @Override
    public String name() {
        return "Felix + DS";
    }

    @Override
    public List<Path> kept() {
        return List.of(home.resolve("cache"));
    }

    @Override
    public ProcessBuilder start(List<String> javaOptions, Map<String, String> properties) {
        String classPath = Stream.of("framework.jar", "launcher.jar")
                .map(jar -> home.resolve(jar).toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(Java.command(javaOptions, properties));
        command.addAll(List.of(
                "-cp",
                classPath,
                PlainFelix.class.getName(),
                home.resolve("bundle").toString(),
                home.resolve("cache").toString()));
        return new ProcessBuilder(command);
    }
}
