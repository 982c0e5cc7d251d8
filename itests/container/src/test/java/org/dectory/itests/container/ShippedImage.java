package org.dectory.itests.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** The built image as options of Pax Exam: the same bundles, start levels and properties, on a fresh data folder. */
public final class ShippedImage {

    /** The level of the faces, which the framework reaches last. */
    private static final int LEVEL_OF_TOOLS = 6;

    /** Fakes for stories on a driven clock; the others run what is shipped, and nothing else. */
    private static final String TEST_KIT = "org.dectory.testkit";

    private ShippedImage() {}

    /**
     * Everything of the image, and what the tests bring along.
     *
     * @return the options for a {@code @Configuration} method
     */
    static Option[] options() {
        return options(name -> true, name -> !name.equals(TEST_KIT));
    }

    /**
     * The rules without the clock, which a story drives, and without the faces.
     *
     * @return the options for a {@code @Configuration} method
     */
    public static Option[] optionsWithoutClock() {
        Predicate<String> faces = Pattern.compile(
                        "org\\.dectory\\.(rest|webconsole|shell|health)|org\\.apache\\.felix\\."
                                + "(http|webconsole|healthcheck|gogo|inventory).*|org\\.apache\\.commons"
                                + "\\.commons-fileupload.*|org\\.owasp.*")
                .asMatchPredicate();
        return options(faces.or("org.dectory.clock"::equals).negate(), name -> true);
    }

    private static Option[] options(Predicate<String> shipped, Predicate<String> brought) {
        try {
            Path image = folder("dectory.image").toRealPath();
            Path scratch = Files.createTempDirectory(Files.createDirectories(folder("dectory.scratch")), "house");
            Path data = Files.createDirectory(scratch.resolve("data"));
            Path config = copy(image.resolve("config"), scratch.resolve("config"));
            List<Option> options = new ArrayList<>();
            options.add(systemProperty("pax.exam.invoker").value("junit5"));
            options.add(frameworkStartLevel(LEVEL_OF_TOOLS));
            options.addAll(properties(image, data, config));
            // The log's configuration asks for it.
            options.add(systemProperty("dectory.data").value(data.toString()));
            // As the launcher exports it.
            options.add(systemPackage("org.dectory.release;version=\"1.0.0\""));
            options.addAll(bundles(image, shipped));
            options.addAll(tools(brought));
            return options.toArray(Option[]::new);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the image is not there: build runtime/image first", unreadable);
        }
    }

    private static Path folder(String property) {
        return Path.of(System.getProperty(property));
    }

    /** The factory's configuration of its own: a story may play that new firmware brings another. */
    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static List<Option> properties(Path image, Path data, Path config) throws IOException {
        Properties shipped = new Properties();
        try (Reader reader = Files.newBufferedReader(config.resolve("framework.properties"))) {
            shipped.load(reader);
        }
        shipped.setProperty("dectory.home", image.toString());
        shipped.setProperty("dectory.data", data.toString());
        shipped.setProperty("dectory.config", config.toString());
        shipped.setProperty("org.osgi.service.http.port", Integer.toString(freePort()));
        // The tests run once everything has been started.
        shipped.remove("org.osgi.framework.startlevel.beginning");
        List<Option> options = new ArrayList<>();
        shipped.forEach((key, value) -> options.add(frameworkProperty(key.toString())
                .value(value.toString()
                        .replace("${dectory.home}", image.toString())
                        .replace("${dectory.data}", data.toString())
                        .replace("${dectory.config}", config.toString()))));
        return options;
    }

    private static List<Option> bundles(Path image, Predicate<String> shipped) throws IOException {
        List<Option> options = new ArrayList<>();
        for (String line : Files.readAllLines(image.resolve("image.list"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] entry = line.split(" ", -1);
            if (shipped.test(entry[0])) {
                options.add(bundle(image.resolve(entry[4]).toUri().toString()).startLevel(Integer.parseInt(entry[3])));
            }
        }
        return options;
    }

    private static List<Option> tools(Predicate<String> brought) throws IOException {
        try (Stream<Path> jars = Files.list(folder("dectory.tools"))) {
            return jars.filter(jar -> brought.test(jar.getFileName().toString().replace(".jar", "")))
                    .sorted()
                    .<Option>map(jar -> bundle(jar.toUri().toString()).startLevel(LEVEL_OF_TOOLS))
                    .toList();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
