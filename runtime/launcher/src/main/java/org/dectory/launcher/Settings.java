package org.dectory.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The factory's configuration for this run: the image's {@code config}, over it the demonstration's, over that the
 * site's, file by file.
 *
 * <p>In every file {@code ${dectory.home}} and {@code ${dectory.data}} stand for the image and the data folder.
 */
final class Settings {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(dectory\\.[a-z]+)}");

    private final Options options;
    private final Path target;
    private final Map<String, String> variables = new HashMap<>();

    private Settings(Options options, DataFolder data) {
        this.options = options;
        target = data.run().resolve("config");
        variables.put("dectory.home", options.home().toString());
        variables.put("dectory.data", data.path().toString());
        variables.put("dectory.config", target.toString());
        variables.put("dectory.command", System.getenv().getOrDefault("DECTORY_COMMAND", "dectory"));
    }

    /**
     * Composes the configuration in the data folder and reads the framework's part of it.
     *
     * @return the framework's properties, with where everything lies under {@code dectory.*}
     * @throws CannotStartException if a file cannot be read
     */
    static Map<String, String> compose(Options options, DataFolder data) throws CannotStartException {
        try {
            return new Settings(options, data).compose();
        } catch (IOException | UncheckedIOException e) {
            throw new CannotStartException("The configuration cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What to try next, as the demonstration says, or in general.
     *
     * @throws CannotStartException if its text cannot be read
     */
    static String next(Options options, DataFolder data) throws CannotStartException {
        Path text = options.home().resolve("config/demo/next.txt");
        if (!options.demo() || !Files.exists(text)) {
            return "Next, in another terminal: %1$s status, %1$s phones, %1$s users."
                    .formatted(new Settings(options, data).variables.get("dectory.command"));
        }
        try {
            return new Settings(options, data).expand(Files.readString(text));
        } catch (IOException e) {
            throw new CannotStartException(text + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Map<String, String> compose() throws IOException {
        Files.createDirectories(target);
        lay(options.home().resolve("config"));
        if (options.demo()) {
            lay(options.home().resolve("config").resolve("demo"));
        }
        Optional<Path> site = options.site();
        if (site.isPresent()) {
            lay(site.get());
        }
        Map<String, String> properties = framework();
        properties.putAll(variables);
        options.port().ifPresent(port -> properties.put("org.osgi.service.http.port", Integer.toString(port)));
        return properties;
    }

    private void lay(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{json,properties,xml}")) {
            for (Path file : files) {
                Files.writeString(target.resolve(file.getFileName()), expand(Files.readString(file)));
            }
        }
    }

    private Map<String, String> framework() throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(target.resolve("framework.properties"))) {
            file.load(reader);
        }
        Map<String, String> properties = new HashMap<>();
        file.stringPropertyNames().forEach(name -> properties.put(name, file.getProperty(name)));
        return properties;
    }

    /** A variable that is not ours is left as it is: logback has its own. */
    private String expand(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), found.group())));
    }
}
