package org.dectory.launcher;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the operator asked for.
 *
 * @param home where the image lies
 * @param data where everything that must survive is kept
 * @param site a folder of files that take the place of those of the same name in the image's {@code config}
 * @param port the TCP port of the web server, 0 for any free one; empty for the configured one
 * @param demo whether the demonstration's configuration is laid over the factory's
 * @param check whether to boot only to see that everything starts, and then to stop
 * @param terminal whether a person at a terminal, and nobody else, reads what is printed
 */
record Options(
        Path home, Path data, Optional<Path> site, OptionalInt port, boolean demo, boolean check, boolean terminal) {

    static final String USAGE = "usage: dectory run [--data DIR] [--port N] [--config DIR] [--no-demo] [--check]";

    /**
     * Reads the command line.
     *
     * @throws UsageException if it is not understood, or names a folder that is not there
     */
    static Options parse(List<String> arguments) throws UsageException {
        Path home = Path.of(".");
        Optional<Path> data = Optional.empty();
        Optional<Path> site = Optional.empty();
        OptionalInt port = OptionalInt.empty();
        boolean demo = true;
        boolean check = false;
        boolean terminal = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--home" -> home = path(value(argument, rest));
                case "--data" -> data = Optional.of(path(value(argument, rest)));
                case "--config" -> site = Optional.of(existing(value(argument, rest)));
                case "--port" -> port = OptionalInt.of(port(value(argument, rest)));
                case "--no-demo" -> demo = false;
                case "--check" -> check = true;
                case "--terminal" -> terminal = true;
                default -> throw new UsageException("I do not know " + argument + ".\n" + USAGE);
            }
        }
        Path absoluteHome = home.toAbsolutePath().normalize();
        Path absoluteData =
                data.orElse(absoluteHome.resolve("data")).toAbsolutePath().normalize();
        return new Options(absoluteHome, absoluteData, site, port, demo, check, terminal);
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException(option + " needs a value.\n" + USAGE);
        }
        return rest.next();
    }

    /** A name that Java cannot read, as one with an umlaut where the locale is C, is refused here. */
    private static Path path(String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + text + "' is no name of a folder here: " + e.getReason()
                    + ". Set a locale of UTF-8, such as LC_ALL=C.UTF-8, or take another name.");
        }
    }

    private static Path existing(String folder) throws UsageException {
        Path path = path(folder).toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new UsageException("The configuration folder " + path + " is not there.");
        }
        return path;
    }

    private static int port(String text) throws UsageException {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 0xFFFF) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message below, which says what is expected.
        }
        throw new UsageException("port: " + text + " (expected: 0 to 65535)");
    }
}
