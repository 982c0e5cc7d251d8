package org.dectory.itests.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** An image made of parts of the shipped one. */
public final class ComposedImage {

    private final Path home;

    private ComposedImage(Path home) {
        this.home = home;
    }

    /** The image as it was built, in its place: its archive of classes is good for no other. */
    public static ComposedImage built(Path image) {
        return new ComposedImage(image);
    }

    /** The image without its archive of classes. */
    public static ComposedImage unarchived(Path image, Path folder) throws IOException {
        return new ComposedImage(copy(image, folder));
    }

    /**
     * The shipped image with a bundle more, which is started last.
     *
     * @param name its symbolic name and its version
     * @param properties for the framework, as lines of its file
     */
    public static ComposedImage with(Path image, Path folder, Path bundle, String name, List<String> properties)
            throws IOException {
        copy(image, folder);
        Files.copy(bundle, folder.resolve("bundles/added.jar"), StandardCopyOption.REPLACE_EXISTING);
        List<String> list = new ArrayList<>(Files.readAllLines(folder.resolve("image.list")));
        list.add(name + " " + sha256(bundle) + " 6 bundles/added.jar");
        Files.write(folder.resolve("image.list"), list);
        ComposedImage composed = new ComposedImage(folder);
        composed.addProperties(properties);
        return composed;
    }

    /** The reference: framework, components, configuration, Jetty and web console, and nothing of ours. */
    public static ComposedImage plain(Path image, Path folder) throws IOException {
        copy(image, folder);
        List<String> list = Files.readAllLines(folder.resolve("image.list")).stream()
                .filter(line -> !line.startsWith("org.dectory.") && !line.contains("gogo") && !line.contains("jackson"))
                .toList();
        Files.write(folder.resolve("image.list"), list);
        try (Stream<Path> jars = Files.list(folder.resolve("bundles"))) {
            for (Path jar : jars.toList()) {
                if (list.stream().noneMatch(line -> line.endsWith("/" + jar.getFileName()))) {
                    Files.delete(jar);
                }
            }
        }
        Path properties = folder.resolve("config/framework.properties");
        Files.write(
                properties,
                Files.readAllLines(properties).stream()
                        .filter(line -> !line.startsWith("felix.cm.pm") && !line.startsWith("felix.webconsole"))
                        .toList());
        return new ComposedImage(folder);
    }

    public Path home() {
        return home;
    }

    /** Its size without the data folder, in bytes. */
    public long size() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(home.resolve("data")))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Adds properties for the framework, which win over those there are. */
    public void addProperties(List<String> properties) throws IOException {
        Path file = home.resolve("config/framework.properties");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.addAll(properties);
        Files.write(file, lines);
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (folder.equals(from.resolve("data"))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.toString().endsWith(".jsa")) {
                    Files.copy(
                            file,
                            to.resolve(from.relativize(file)),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            StandardCopyOption.REPLACE_EXISTING);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
