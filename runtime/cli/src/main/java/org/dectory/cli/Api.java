package org.dectory.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JSONObjectException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The programming interface of a running appliance. */
final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Longer than the appliance lets anybody wait. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(3);

    /** Makes something of a body. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(String body) throws IOException;
    }

    private final Place place;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    Api(Place place) {
        this.place = place;
    }

    /**
     * Reads something.
     *
     * @param path where, such as {@code /api/v1/users}
     * @return the JSON, as maps, lists, strings, numbers and booleans
     */
    Object get(String path) throws CommandException, InterruptedException {
        return answer(request(path).GET());
    }

    /**
     * Downloads a file.
     *
     * @param path where
     * @return the text
     */
    String file(String path) throws CommandException, InterruptedException {
        return answer(request(path).setHeader("Accept", "*/*").GET(), 200, body -> body);
    }

    /** Reads how the appliance is, also from one that answers 503 because it is not well. */
    Object health() throws CommandException, InterruptedException {
        return answer(request("/api/v1/health").GET(), 503);
    }

    /**
     * Asks for a deed.
     *
     * @param path where
     * @param body what is sent, in JSON
     * @return the JSON that came back; an empty map if nothing did
     */
    Object post(String path, Map<String, ?> body) throws CommandException, InterruptedException {
        return answer(request(path).POST(json(body)));
    }

    /**
     * Asks for a deed that may take minutes.
     *
     * @param path where
     * @param body what is sent, in JSON
     * @return the JSON that came back; an empty map if nothing did
     */
    Object postPatiently(String path, Map<String, ?> body) throws CommandException, InterruptedException {
        return answer(request(path).timeout(LONG_PATIENCE).POST(json(body)));
    }

    /**
     * Sends something that is no JSON.
     *
     * @param path where
     * @param type its media type
     * @param body what is sent
     * @return the JSON that came back; an empty map if nothing did
     */
    Object post(String path, String type, byte[] body) throws CommandException, InterruptedException {
        return answer(request(path).setHeader("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    /**
     * Sends a file, however long that takes.
     *
     * @param path where
     * @param file the file
     * @return the JSON that came back; an empty map if nothing did
     */
    Object upload(String path, Path file) throws CommandException, InterruptedException {
        try {
            return answer(request(path)
                    .timeout(Duration.ofHours(1))
                    .setHeader("Content-Type", "application/octet-stream")
                    .POST(BodyPublishers.ofFile(file)));
        } catch (FileNotFoundException e) {
            throw new CommandException("The file " + file + " cannot be read.", e);
        }
    }

    /**
     * Sets something.
     *
     * @param path where
     * @param body what it is to be, in JSON
     * @return the JSON that came back; an empty map if nothing did
     */
    Object put(String path, Map<String, ?> body) throws CommandException, InterruptedException {
        return answer(request(path).PUT(json(body)));
    }

    /**
     * Sets a record, unless somebody else changed it since it was read.
     *
     * @param path where
     * @param revision the revision that was read
     * @param body what it is to be, in JSON
     * @return the JSON that came back
     */
    Object put(String path, String revision, Map<String, ?> body) throws CommandException, InterruptedException {
        return answer(request(path).header("If-Match", "\"" + revision + "\"").PUT(json(body)));
    }

    /**
     * Removes something.
     *
     * @param path where
     */
    void delete(String path) throws CommandException, InterruptedException {
        answer(request(path).DELETE());
    }

    /**
     * Sends any request.
     *
     * @param method the method
     * @param path where
     * @param body what is sent, in JSON; empty to send none
     * @return the JSON that came back; an empty map if nothing did
     */
    Object send(String method, String path, String body) throws CommandException, InterruptedException {
        return answer(
                request(path).method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static HttpRequest.BodyPublisher json(Map<String, ?> body) throws CommandException {
        try {
            return BodyPublishers.ofString(JSON.std.asString(body));
        } catch (IOException e) {
            throw new CommandException("The request cannot be written as JSON.", e);
        }
    }

    private HttpRequest.Builder request(String path) throws CommandException {
        return HttpRequest.newBuilder(address(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + place.token())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json");
    }

    private URI address(String path) throws CommandException {
        try {
            return place.address().resolve(new URI(path));
        } catch (URISyntaxException e) {
            throw CommandException.misuse("'" + path + "' is no path: " + e.getReason() + ".");
        }
    }

    private Object answer(HttpRequest.Builder request) throws CommandException, InterruptedException {
        return answer(request, 200);
    }

    /**
     * Sends a request and reads what comes back.
     *
     * @param expected a status that is no failure if the body is no problem, beside those below 400
     */
    private Object answer(HttpRequest.Builder request, int expected) throws CommandException, InterruptedException {
        return answer(request, expected, Api::json);
    }

    private <T> T answer(HttpRequest.Builder request, int expected, Reader<T> reader)
            throws CommandException, InterruptedException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() < 400) {
                return reader.read(response.body());
            }
            Object json = json(response.body());
            if (response.statusCode() == 401) {
                throw new CommandException("The appliance at " + place.address() + " does not know the token of "
                        + place.data() + "; say with --data DIR which data folder is its own.");
            }
            boolean isExpected = response.statusCode() == expected && !isProblem(json);
            if (!isExpected) {
                throw new CommandException(problem(response.statusCode(), json));
            }
            return reader.read(response.body());
        } catch (JSONObjectException e) {
            throw new CommandException("What answers at " + place.address() + " is no Dectory appliance.", e);
        } catch (IOException e) {
            throw new CommandException(
                    "No appliance answers at " + place.address() + " (" + reason(e)
                            + "). Start it with dectory run, or say where it is with --data DIR or --port N.",
                    e);
        }
    }

    private static Object json(String body) throws IOException {
        if (body.isBlank()) {
            return Map.of();
        }
        try {
            return JSON.std.anyFrom(body);
        } catch (JsonProcessingException e) {
            throw new JSONObjectException("no JSON", e);
        }
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static boolean isProblem(Object json) {
        return !(json instanceof Map<?, ?> object) || object.containsKey("title") || object.containsKey("detail");
    }

    /** The words of a problem (RFC 9457, section 3.1). */
    private static String problem(int status, Object json) {
        if (json instanceof Map<?, ?> problem) {
            @Nullable Object words = problem.containsKey("detail") ? problem.get("detail") : problem.get("title");
            if (words != null) {
                @Nullable Object reason = problem.get("reason");
                return words + (reason == null ? "" : " [" + reason + "]");
            }
        }
        return "The appliance answers with status " + status + ".";
    }
}
