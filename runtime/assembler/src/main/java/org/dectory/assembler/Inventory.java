package org.dectory.assembler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Finds out what every jar of an image is, and what is inside it. */
final class Inventory {

    private static final String OURS = "org.dectory";

    private final Path image;
    private final ThirdParty known;
    private final String version;

    /**
     * Makes an inventory.
     *
     * @param image the image's folder
     * @param known what is known of the works of others
     * @param version the version of what is ours
     */
    Inventory(Path image, ThirdParty known, String version) {
        this.image = image;
        this.known = known;
        this.version = version;
    }

    /** All jars, by name; then the Java runtime, if the image brings one. */
    List<Component> components() throws IOException {
        List<Component> components = new ArrayList<>();
        for (String folder : List.of("bundles", "lib")) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(image.resolve(folder), "*.jar")) {
                for (Path jar : jars) {
                    components.add(component(jar));
                }
            }
        }
        components.sort(Comparator.comparing(Component::group).thenComparing(Component::name));
        java().ifPresent(components::add);
        return components;
    }

    private Component component(Path jar) throws IOException {
        String file = jar.getFileName().toString().replace(".jar", "").replace("-" + version, "");
        Optional<Properties> maven = maven(jar, file);
        String group =
                maven.map(properties -> properties.getProperty("groupId")).orElse(OURS);
        String name =
                maven.map(properties -> properties.getProperty("artifactId")).orElse(file);
        String found =
                maven.map(properties -> properties.getProperty("version")).orElse(version);
        ThirdParty.Entry entry = known.of(group, group.equals(OURS) ? carrier(name) : name, found);
        return new Component(
                group, name, found, entry.licence(), Optional.of(jar), Digests.sha256(jar), entry.contains());
    }

    /** Of ours only what carries something of others has an entry of its own. */
    private String carrier(String name) {
        return known.knows(OURS + ":" + name) ? name : "*";
    }

    /** Ours say nothing of themselves; of those who do, the one that the file is named after counts. */
    private static Optional<Properties> maven(Path jar, String file) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) opened.stream()::iterator) {
                if (entry.getName().startsWith("META-INF/maven/")
                        && entry.getName().endsWith("/pom.properties")) {
                    Properties properties = new Properties();
                    try (InputStream in = opened.getInputStream(entry)) {
                        properties.load(in);
                    }
                    if (file.startsWith(properties.getProperty("artifactId"))) {
                        return Optional.of(properties);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Component> java() throws IOException {
        Path release = image.resolve("java/release");
        if (!Files.exists(release)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            properties.load(in);
        }
        String java = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        return Optional.of(new Component(
                "org.openjdk",
                "openjdk",
                java,
                known.of("org.openjdk", "openjdk", java).licence(),
                Optional.empty(),
                "",
                List.of()));
    }
}
