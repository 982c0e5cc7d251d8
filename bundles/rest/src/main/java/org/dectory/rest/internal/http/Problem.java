package org.dectory.rest.internal.http;

import java.util.List;
import java.util.Map;

/**
 * Why a request was not fulfilled: problem details as of RFC 9457.
 *
 * @param type what sort of problem it is
 * @param detail what is wrong this time, for people; never a secret
 * @param field the field of the request it is about; empty if it is about none
 * @param missing the parts of the appliance that are missing
 * @param reason a finer sort of problem, as a program can tell; empty if there is none
 * @param headers what else the answer must say
 */
public record Problem(
        ProblemType type,
        String detail,
        String field,
        List<String> missing,
        String reason,
        Map<String, String> headers) {

    public Problem {
        missing = List.copyOf(missing);
        headers = Map.copyOf(headers);
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, "", List.of(), "", Map.of());
    }

    public static Problem ofField(ProblemType type, String field, String detail) {
        return new Problem(type, detail, field, List.of(), "", Map.of());
    }

    static Problem ofReason(ProblemType type, String reason, String detail) {
        return new Problem(type, detail, "", List.of(), reason, Map.of());
    }

    /** A field of the request has a bad value. */
    public static ProblemException invalid(String field, String detail) {
        return ofField(ProblemType.INVALID_REQUEST, field, detail).exception();
    }

    /** There is nothing at this address. */
    public static ProblemException notFound(String detail) {
        return of(ProblemType.NOT_FOUND, detail).exception();
    }

    Problem with(String header, String value) {
        return new Problem(type, detail, field, missing, reason, Map.of(header, value));
    }

    /** The problem as an exception, for where it is found deep inside. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /**
     * The problem as an answer.
     *
     * @param instance the path of the request
     */
    Answer answer(String instance) {
        JsonObject body = new JsonObject()
                .put("type", type.uri())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", detail)
                .put("instance", instance);
        if (!field.isEmpty()) {
            body.put("field", field);
        }
        if (!missing.isEmpty()) {
            body.put("missing", missing);
        }
        if (!reason.isEmpty()) {
            body.put("reason", reason);
        }
        return new Answer(type.status(), "application/problem+json", headers, Json.write(body));
    }
}
