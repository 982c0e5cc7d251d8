package org.dectory.itests.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sling's feature launcher with the same framework and bundles as plain Felix. */
record Sling(Path home) implements Peer {

    private static final String FRAMEWORK = "org.apache.felix.framework";

    /** Lays it out in the folder that was fetched for it. */
    static Sling of(Path home, Probes probes) throws IOException {
        Path repository = home.resolve("repository");
        Path probe = repository.resolve("org/dectory/probe/1/probe-1.jar");
        Files.createDirectories(probe.getParent());
        Files.copy(probes.probe(), probe);
        Files.writeString(
                home.resolve("feature.json"),
                artifacts(repository)
                        .filter(artifact -> !artifact.contains(FRAMEWORK))
                        .map(artifact -> "{\"id\":\"" + artifact + "\",\"start-order\":1}")
                        .collect(Collectors.joining(",", "{\"id\":\"org.dectory:peer:1\",\"bundles\":[", "]}")));
        return new Sling(home);
    }

    /** What a repository has, as group:artifact:version. */
    private static Stream<String> artifacts(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return files
                    .filter(file -> file.toString().endsWith(".jar"))
                    .map(file -> repository.relativize(file.getParent()))
                    .map(Sling::artifact)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String artifact(Path folder) {
        int names = folder.getNameCount();
        String group = folder.subpath(0, names - 2).toString().replace('/', '.');
        return group + ":" + folder.getName(names - 2) + ":" + folder.getName(names - 1);
    }

    private String frameworkVersion() throws IOException {
        return artifacts(home.resolve("repository"))
                .filter(artifact -> artifact.contains(FRAMEWORK))
                .map(artifact -> artifact.substring(artifact.lastIndexOf(':') + 1))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String name() {
        return "Sling feature launcher + DS";
    }

    @Override
    public List<Path> kept() {
        return List.of(home.resolve("run"), home.resolve("cache"));
    }

    @Override
    public ProcessBuilder start(List<String> javaOptions, Map<String, String> properties) throws IOException {
        List<String> command = new ArrayList<>(Java.command(javaOptions, properties));
        command.addAll(List.of("-cp", home.resolve("lib") + "/*"));
        command.add("org.apache.sling.feature.launcher.impl.Main");
        command.addAll(List.of("-f", home.resolve("feature.json").toString()));
        command.addAll(List.of("-p", home.resolve("run").toString()));
        command.addAll(List.of("-c", home.resolve("cache").toString()));
        command.addAll(List.of("-u", home.resolve("repository").toUri().toString()));
        command.addAll(List.of("-fv", frameworkVersion()));
        return new ProcessBuilder(command);
    }
}
