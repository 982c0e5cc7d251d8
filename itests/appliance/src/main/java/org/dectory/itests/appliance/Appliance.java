package org.dectory.itests.appliance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A built image that runs in a process of its own, on a free port. */
public final class Appliance implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path data;
    private final Process process;
    private final Path log;
    private final Rest rest;

    private Appliance(Path data, Process process, Path log, Rest rest) {
        this.data = data;
        this.process = process;
        this.log = log;
        this.rest = rest;
    }

    /**
     * Starts the image and waits until it is healthy.
     *
     * @param data its data folder; made when it is missing
     * @param options more options of {@code dectory run}
     * @return the running appliance
     */
    public static Appliance start(Path data, String... options) {
        return start(data, Map.of(), options);
    }

    /**
     * As {@link #start(Path, String...)}, with variables of the environment.
     *
     * @param data its data folder; made when it is missing
     * @param environment what is set besides what there is
     * @param options more options of {@code dectory run}
     * @return the running appliance
     */
    public static Appliance start(Path data, Map<String, String> environment, String... options) {
        return start(image(), data, environment, options);
    }

    /**
     * As {@link #start(Path, Map, String...)}, with another image.
     *
     * @param image where the image lies, such as an {@link ImageCopy}
     * @param data its data folder; made when it is missing
     * @param environment what is set besides what there is
     * @param options more options of {@code dectory run}
     * @return the running appliance
     */
    public static Appliance start(Path image, Path data, Map<String, String> environment, String... options) {
        try {
            Files.createDirectories(data);
            Path log = data.resolveSibling(data.getFileName() + ".log");
            Files.deleteIfExists(data.resolve("address"));
            Process process = launch(image, data, log, environment, options);
            await().atMost(PATIENCE)
                    .until(() -> !process.isAlive()
                            || (Files.exists(data.resolve("address")) && Files.exists(data.resolve("token"))));
            if (!process.isAlive()) {
                throw new IllegalStateException("the appliance does not start:\n" + Files.readString(log));
            }
            URI address = URI.create(Files.readString(data.resolve("address")).strip());
            Rest rest =
                    new Rest(address, Files.readString(data.resolve("token")).strip());
            Appliance appliance = new Appliance(data, process, log, rest);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> rest.get("/health").status() == 200);
            return appliance;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * Starts the image in a process and does not wait for anything.
     *
     * @param data its data folder
     * @param log takes what it prints
     * @param options more options of {@code dectory run}
     * @return the process
     */
    public static Process launch(Path data, Path log, String... options) {
        return launch(image(), data, log, Map.of(), options);
    }

    /**
     * As {@link #launch(Path, Path, String...)}, with another image and variables of the environment.
     *
     * @param image where the image lies, such as an {@link ImageCopy}
     * @param data its data folder
     * @param log takes what it prints
     * @param environment what is set besides what there is
     * @param options more options of {@code dectory run}
     * @return the process
     */
    public static Process launch(Path image, Path data, Path log, Map<String, String> environment, String... options) {
        List<String> command = new ArrayList<>(
                List.of(image.resolve("bin/dectory").toString(), "run", "--no-demo", "--data", data.toString()));
        if (!Arrays.asList(options).contains("--port")) {
            command.addAll(List.of("--port", "0"));
        }
        command.addAll(List.of(options));
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Where the built image lies. */
    public static Path image() {
        return Path.of(System.getProperty("dectory.image")).toAbsolutePath().normalize();
    }

    /** Makes a fresh folder for a test. */
    public static Path scratch(String name) {
        try {
            Path scratch = Path.of(System.getProperty("dectory.scratch")).toAbsolutePath();
            return Files.createTempDirectory(Files.createDirectories(scratch), name + "-");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Its data folder. */
    public Path data() {
        return data;
    }

    /** Its process. */
    public Process process() {
        return process;
    }

    /** What it printed. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The way to talk to it, as the local tools do. */
    public Rest rest() {
        return rest;
    }

    /** Opens subscription for phones that nobody announced, and returns the authentication code. */
    public String openSubscription() {
        rest.put("/api/v1/subscription", Map.of("mode", "standard", "autoCreate", true))
                .expect(200);
        return rest.get("/api/v1/subscription/authentication-code").expect(200).text("authenticationCode");
    }

    /** Makes a simulated phone that is not subscribed. */
    public Phone phone(String kind) {
        return new Phone(
                rest,
                rest.post("/simulator/v1/phones", Map.of("kind", kind))
                        .expect(201)
                        .text("ipei"));
    }

    /** Makes a simulated phone and subscribes it. */
    public Phone subscribedPhone(String kind, String authenticationCode) {
        Phone phone = phone(kind);
        phone.subscribe(authenticationCode);
        return phone;
    }

    /** Kills it as a power cut would: no shutdown hook runs. */
    public void kill() {
        end(process.destroyForcibly());
    }

    @Override
    public void close() {
        process.destroy();
        end(process);
    }

    private static void end(Process process) {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }
}
