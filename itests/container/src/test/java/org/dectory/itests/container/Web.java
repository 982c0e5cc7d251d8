package org.dectory.itests.container;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The appliance's programming interface, called with the token of local tools. Thread-safe. */
final class Web {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Platform.PATIENCE)
            .build();

    private final String address;
    private final Supplier<String> token;

    Web(String port, Supplier<String> token) {
        this.address = "http://127.0.0.1:" + port;
        this.token = token;
    }

    /**
     * What the appliance answered.
     *
     * @param status the HTTP status
     * @param body the body as it came
     */
    record Answer(int status, String body) {

        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError(status + " (expected: " + expected + ") " + body);
            }
            return this;
        }

        Map<String, Object> object() {
            try {
                return JSON.std.mapFrom(body);
            } catch (IOException noJson) {
                throw new AssertionError(body, noJson);
            }
        }

        String text(String field) {
            return String.valueOf(object().get(field));
        }

        @SuppressWarnings("unchecked") // JSON lists of objects are nothing else.
        List<Map<String, Object>> items() {
            return (List<Map<String, Object>>) object().getOrDefault("items", List.of());
        }
    }

    Answer get(String path) {
        return answer(send("GET", path, HttpRequest.BodyPublishers.noBody()));
    }

    Answer delete(String path, String... headers) {
        return answer(send("DELETE", path, HttpRequest.BodyPublishers.noBody(), headers));
    }

    Answer post(String path, Map<String, ?> body) {
        return answer(send("POST", path, json(body)));
    }

    Answer put(String path, Map<String, ?> body, String... headers) {
        return answer(send("PUT", path, json(body), headers));
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body());
    }

    private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
        try {
            return HttpRequest.BodyPublishers.ofString(JSON.std.asString(body));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Asks, and takes the answer with all that belongs to it. */
    HttpResponse<String> ask(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Platform.PATIENCE)
                .header("Authorization", "Bearer " + token.get())
                .method(method, body);
        if (!method.equals("GET") && !method.equals("DELETE")) {
            request.header("Content-Type", "application/json");
        }
        try {
            return CLIENT.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(path, broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
