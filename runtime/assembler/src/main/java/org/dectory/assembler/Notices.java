package org.dectory.assembler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** What the licences ask for: a list of works, licences and versions, and the texts that the works bring along. */
final class Notices {

    private static final Pattern TEXT =
            Pattern.compile("META-INF/(maven/[^/]+/[^/]+/)?[^/]*(LICEN[CS]E|NOTICE|COPYING)[^/]*");

    private final List<Component> components;

    Notices(List<Component> components) {
        this.components = List.copyOf(components);
    }

    /**
     * Writes the list, and each text below the name of the work that it is of.
     *
     * @param texts a folder with texts of licences that no work brings along
     * @param folder where they go
     */
    void write(Path texts, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(texts)) {
            for (Path file : files) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("What this firmware consists of, and under which licences (SPDX). The texts lie beside this list.");
        lines.add(
                "Sources are in Maven's central repository by the same names and versions, with the classifier sources.");
        lines.add("");
        for (Component component : components) {
            lines.add(line("", component));
            for (Component part : component.contains()) {
                lines.add(line("    with ", part));
            }
            if (!component.ours() || !component.contains().isEmpty()) {
                copyTexts(component, folder.resolve(component.name()));
            }
        }
        Files.write(folder.resolve("LIST.txt"), lines);
    }

    private static String line(String before, Component component) {
        return String.format(
                Locale.ROOT,
                "%s%s:%s %s: %s",
                before,
                component.group(),
                component.name(),
                component.version(),
                component.licence());
    }

    private static void copyTexts(Component component, Path folder) throws IOException {
        if (component.file().isEmpty()) {
            return;
        }
        try (JarFile jar = new JarFile(component.file().get().toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (!entry.isDirectory() && TEXT.matcher(entry.getName()).matches()) {
                    Files.createDirectories(folder);
                    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }
}
