package org.dectory.assembler;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Makes a smaller image out of an assembled one: some of its features, and the bundles that these name. */
public final class Flavour {

    private Flavour() {}

    /**
     * Called by the build.
     *
     * @param arguments the image's folder, the file that names the features, one a line, and the folder to be made
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    "arguments: " + List.of(arguments) + " (expected: image, list of features, target)");
        }
        make(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    }

    /** Everything but features, bundles, data and the archive of classes is copied as it is; the list is left to the assembler. */
    static void make(Path image, Path list, Path target) throws IOException {
        clear(target);
        for (String folder : List.of("bin", "config", "lib", "release", "systemd")) {
            copy(image.resolve(folder), target.resolve(folder));
        }
        for (String file : List.of("LICENSE", "NOTICE", "SECURITY.md")) {
            copy(image.resolve(file), target.resolve(file));
        }
        Files.createDirectories(target.resolve("features"));
        Files.createDirectories(target.resolve("bundles"));
        for (String line : Files.readAllLines(list)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                Path feature = image.resolve("features").resolve(line.strip() + ".json");
                Files.copy(feature, target.resolve("features").resolve(feature.getFileName()));
                for (Feature.Part part : Feature.read(feature).parts()) {
                    Files.copy(
                            image.resolve("bundles").resolve(part.jar()),
                            target.resolve("bundles").resolve(part.jar()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copied = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else if (!file.toString().endsWith(".jsa")) {
                    Files.copy(file, copied, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (Files.isDirectory(child)) {
                    clear(child);
                }
                Files.delete(child);
            }
        }
    }
}
