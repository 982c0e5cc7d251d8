package org.dectory.itests.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The built image once more, saying something else of itself. What does not differ is linked, not copied. */
public final class ImageCopy {

    /** What a test may change, and the command, which finds its image by where it lies. */
    private static final List<String> COPIED = List.of("bin", "config", "release");

    private final Path home;

    private ImageCopy(Path home) {
        this.home = home;
    }

    /**
     * Makes a copy.
     *
     * @param home where; it must not be there yet
     */
    public static ImageCopy make(Path home) {
        try (Stream<Path> parts = Files.list(Appliance.image())) {
            Files.createDirectories(home);
            for (Path part : (Iterable<Path>) parts::iterator) {
                Path target = home.resolve(part.getFileName());
                if (COPIED.contains(part.getFileName().toString())) {
                    copy(part, target);
                } else {
                    Files.createSymbolicLink(target, part);
                }
            }
            return new ImageCopy(home);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                // With its mode: the command is to be run.
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Puts a file into the image, in place of what is there. */
    public ImageCopy with(String path, String content) {
        try {
            Files.writeString(home.resolve(path), content);
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Where it lies. */
    public Path home() {
        return home;
    }
}
