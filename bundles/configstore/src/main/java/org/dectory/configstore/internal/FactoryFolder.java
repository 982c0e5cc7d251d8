package org.dectory.configstore.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The factory's configuration: a folder with a file {@code <pid>.json} for each PID, {@code <factoryPid>~<name>.json} for one of
 * several.
 *
 * <p>A file is one JSON object of plain values: string, number, boolean, array of strings.
 */
final class FactoryFolder {

    private static final Logger logger = LoggerFactory.getLogger(FactoryFolder.class);

    private static final String SUFFIX = ".json";

    private final Path folder;

    FactoryFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads all files. One that is malformed is logged and left out: the others must not suffer.
     *
     * @return the values by PID
     * @throws IOException if the folder cannot be read
     */
    Map<String, Map<String, Object>> read() throws IOException {
        Map<String, Map<String, Object>> configurations = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                try {
                    configurations.put(name.substring(0, name.length() - SUFFIX.length()), values(file));
                } catch (IOException | IllegalArgumentException e) {
                    logger.error("{} is left out: {}", file, e.getMessage());
                }
            }
        }
        return configurations;
    }

    private static Map<String, Object> values(Path file) throws IOException {
        Map<String, Object> values = Values.empty();
        for (Map.Entry<String, Object> entry :
                JSON.std.mapFrom(Files.readString(file)).entrySet()) {
            values.put(entry.getKey(), plain(entry.getKey(), entry.getValue()));
        }
        return values;
    }

    private static Object plain(String key, Object value) {
        if (value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Collection<?> several && several.stream().allMatch(String.class::isInstance)) {
            return several.toArray(String[]::new);
        }
        throw new IllegalArgumentException(
                key + ": " + value + " (expected: string, number, boolean or array of strings)");
    }
}
