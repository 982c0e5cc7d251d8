package org.dectory.assembler;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Turns a folder with {@code features} and {@code bundles} into an image, by writing its {@code image.list}. */
public final class Assembler {

    private final Path image;
    private final Path framework;
    private final Path modules;
    private final boolean lenient;
    private final List<String> flaws = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** By the name of the jar, in its order. */
    private final Map<String, BundleJar> jars = new TreeMap<>();

    private final Map<String, Feature.Part> parts = new TreeMap<>();

    /**
     * Makes an assembler.
     *
     * @param image the image's folder
     * @param framework the framework's jar
     * @param modules a file that names the modules of the Java runtime that the image has to do with, one a line
     * @param lenient whether what a bundle lacks is a warning only
     */
    Assembler(Path image, Path framework, Path modules, boolean lenient) {
        this.image = image;
        this.framework = framework;
        this.modules = modules;
        this.lenient = lenient;
    }

    /**
     * Called by the build.
     *
     * @param arguments the image's folder, the framework's jar, the file with the names of Java's modules, and whether a bundle
     *     that lacks something makes a warning only
     * @throws IOException if a file cannot be read or written
     * @throws FlawedImageException if features and jars do not fit together, or a bundle lacks something
     */
    public static void main(String[] arguments) throws IOException, FlawedImageException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException(
                    "arguments: " + List.of(arguments) + " (expected: image, framework, modules, lenient)");
        }
        new Assembler(
                        Path.of(arguments[0]),
                        Path.of(arguments[1]),
                        Path.of(arguments[2]),
                        Boolean.parseBoolean(arguments[3]))
                .assemble()
                .forEach(warning -> System.err.println("warning: " + warning));
    }

    /**
     * Checks everything, then writes the list.
     *
     * @return what is missing, if that is to be a warning only
     */
    List<String> assemble() throws IOException, FlawedImageException {
        readJars();
        readFeatures();
        for (String jar : jars.keySet()) {
            if (!parts.containsKey(jar)) {
                flaws.add(jar + " is in no feature");
            }
        }
        ImageCheck check = new ImageCheck(jars.values(), Surroundings.read(framework, Files.readAllLines(modules)));
        for (BundleJar bundle : jars.values()) {
            (lenient ? warnings : flaws).addAll(check.missing(bundle));
        }
        if (!flaws.isEmpty()) {
            throw new FlawedImageException(flaws);
        }
        Files.write(image.resolve("image.list"), lines());
        return warnings;
    }

    private void readJars() throws IOException {
        for (Path file : sorted(image.resolve("bundles"), "*.jar")) {
            try {
                jars.put(file.getFileName().toString(), BundleJar.read(file));
            } catch (IllegalArgumentException e) {
                flaws.add(e.getMessage());
            }
        }
    }

    private void readFeatures() throws IOException {
        for (Path file : sorted(image.resolve("features"), "*.json")) {
            Feature feature = Feature.read(file);
            for (Feature.Part part : feature.parts()) {
                if (!jars.containsKey(part.jar())) {
                    flaws.add("feature " + feature.name() + " names " + part.id() + ", but there is no " + part.jar());
                } else if (!part.equals(parts.computeIfAbsent(part.jar(), jar -> part))) {
                    flaws.add("feature " + feature.name() + " names " + part.id()
                            + ", which starts at another level in another one");
                }
            }
        }
    }

    /** By start level, then by name, so that the same image always gives the same list. */
    private List<String> lines() throws IOException {
        List<Map.Entry<String, Feature.Part>> ordered = new ArrayList<>(parts.entrySet());
        ordered.sort(Comparator.comparingInt(entry -> entry.getValue().startLevel()));
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Feature.Part> entry : ordered) {
            BundleJar bundle = jars.get(entry.getKey());
            if (bundle != null) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s %s %s %d bundles/%s",
                        bundle.symbolicName(),
                        bundle.version(),
                        bundle.sha256(),
                        entry.getValue().startLevel(),
                        entry.getKey()));
            }
        }
        return lines;
    }

    private static List<Path> sorted(Path folder, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            stream.forEach(files::add);
        }
        files.sort(Comparator.naturalOrder());
        return files;
    }
}
