package org.dectory.itests.probe;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.osgi.framework.BundleContext;

/** The file in which a bundle tells the benchmark what it has seen, a line for each thing. */
final class Report {

    private final Path file;

    /** The file that the framework property {@code probe.report} names. */
    Report(BundleContext context) {
        file = Path.of(Objects.requireNonNull(context.getProperty("probe.report"), "probe.report"));
    }

    void line(String text) {
        try {
            Files.writeString(file, text + "\n", CREATE, APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
