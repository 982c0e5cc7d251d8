package org.dectory.itests.appliance;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Talks to the appliance over HTTP. Thread-safe. */
public final class Rest {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI address;
    private final String token;

    Rest(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /** Where the appliance listens. */
    public URI address() {
        return address;
    }

    /** Asks for a resource. */
    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** Replaces a resource. */
    public Answer put(String path, Object body, String... headers) {
        return send(withBody(path, "PUT", body, headers));
    }

    /** Adds to a resource, or has it do something. */
    public Answer post(String path, Object body) {
        return send(withBody(path, "POST", body));
    }

    /** Removes a resource. */
    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** A request that carries the token of the local tools. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + token);
    }

    /** Sends a request of any sort. */
    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    request.build().method() + " " + request.build().uri().getPath(),
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Content-Type"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private HttpRequest.Builder withBody(String path, String method, Object body, String... headers) {
        try {
            HttpRequest.Builder request = request(path)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            HttpRequest.BodyPublishers.ofString(
                                    body instanceof String text ? text : JSON.std.asString(body)));
            return headers.length == 0 ? request : request.headers(headers);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * What the appliance answered.
     *
     * @param asked method and path
     * @param status the HTTP status
     * @param body the body as it came
     * @param contentType its type
     */
    public record Answer(String asked, int status, String body, Optional<String> contentType) {

        /** Fails unless the status is as expected. */
        public Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError(asked + ": " + status + " (expected: " + expected + ")\n" + body);
            }
            return this;
        }

        /** The body as an object. */
        public Map<String, Object> object() {
            try {
                return JSON.std.mapFrom(body);
            } catch (IOException noJson) {
                throw new AssertionError(asked + " answered no JSON object: " + body, noJson);
            }
        }

        /** A field of the body as text. */
        public String text(String field) {
            Object value = object().get(field);
            if (value == null) {
                throw new AssertionError(asked + " answered no " + field + ": " + body);
            }
            return value.toString();
        }

        /** The items of a list. */
        @SuppressWarnings("unchecked") // JSON lists of objects are nothing else.
        public List<Map<String, Object>> items() {
            return (List<Map<String, Object>>) object().getOrDefault("items", List.of());
        }
    }
}
