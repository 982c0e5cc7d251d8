package org.dectory.rest.internal.http;

import java.util.HashMap;
import java.util.Map;

/**
 * What goes back.
 *
 * @param status the HTTP status
 * @param contentType the type of the body; empty if there is no body
 * @param headers further headers
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // Made here, written to the socket, and never compared.
public record Answer(int status, String contentType, Map<String, String> headers, byte[] body) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer ok(JsonObject body) {
        return of(200, body);
    }

    /**
     * Something was made.
     *
     * @param location where it is
     * @param body what it is
     */
    public static Answer created(String location, JsonObject body) {
        return of(201, body).with("Location", location);
    }

    public static Answer noContent() {
        return new Answer(204, "", Map.of(), new byte[0]);
    }

    public static Answer of(int status, JsonObject body) {
        return new Answer(status, "application/json", Map.of(), Json.write(body));
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, more, body);
    }

    /** Tells the revision, which a change must name in {@code If-Match}. */
    public Answer withRevision(long revision) {
        return with("ETag", "\"" + revision + "\"");
    }
}
