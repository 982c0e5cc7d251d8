package org.dectory.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** An appliance of the demonstration's own, on a port of its own; it goes when the demonstration goes. */
final class ChildAppliance implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int STOP_SECONDS = 20;
    private static final int LINES_SHOWN = 20;

    private final Place place;
    private final Path output;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private Process process;

    private ChildAppliance(Place place, Path output) throws CommandException {
        this.place = place;
        this.output = output;
        process = launch(place, output);
    }

    /**
     * Starts one.
     *
     * @param home where its image lies
     * @param folder an empty folder for its data and what it prints
     */
    static ChildAppliance start(Path home, Path folder) throws CommandException, InterruptedException {
        Place place = new Place(home, folder.resolve("data"), OptionalInt.empty());
        ChildAppliance appliance = new ChildAppliance(place, folder.resolve("output.log"));
        try {
            appliance.awaitHealth();
        } catch (CommandException | InterruptedException e) {
            appliance.close();
            throw e;
        }
        return appliance;
    }

    Place place() {
        return place;
    }

    long pid() {
        return process.pid();
    }

    /** Kills it as a power cut would, and starts it again. */
    void killAndRestart() throws CommandException, InterruptedException {
        process.destroyForcibly();
        process.waitFor();
        process = launch(place, output);
        awaitHealth();
    }

    /** Asks it to stop. */
    boolean stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    }

    private static Process launch(Place place, Path output) throws CommandException {
        try {
            // The address of an earlier life would lead nowhere, or to somebody else.
            Files.deleteIfExists(place.data().resolve("address"));
            List<String> command = List.of(
                    place.home().resolve("bin").resolve("dectory").toString(),
                    "run",
                    "--no-demo",
                    "--port",
                    "0",
                    "--data",
                    place.data().toString());
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
        } catch (IOException e) {
            throw new CommandException("The appliance cannot be started: " + e.getMessage(), e);
        }
    }

    private void awaitHealth() throws CommandException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isHealthy()) {
            if (!process.isAlive()) {
                throw new CommandException("The appliance stopped with status " + process.exitValue() + ". " + words());
            }
            if (System.nanoTime() > end) {
                throw new CommandException(
                        "The appliance is not complete after " + START_LIMIT.toSeconds() + " s. " + words());
            }
            Thread.sleep(100);
        }
    }

    private boolean isHealthy() throws InterruptedException {
        try {
            URI health = place.address().resolve("/health");
            HttpRequest request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | CommandException e) {
            // It has not come so far yet.
            return false;
        }
    }

    /** The last words it printed. */
    String words() {
        try {
            List<String> lines = Files.readAllLines(output);
            return "Its last words:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "It said nothing.";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
