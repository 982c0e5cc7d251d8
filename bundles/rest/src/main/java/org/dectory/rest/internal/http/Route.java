package org.dectory.rest.internal.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What happens at an address.
 *
 * @param method the method
 * @param template the path, with variables in braces, such as {@code /devices/{ppn}}
 * @param access who may take it
 * @param query the parameters it knows
 * @param types the media types that a body may have
 * @param handler what happens
 * @param sink takes the body as it comes, in place of the handler; empty if the body is collected first
 */
public record Route(
        String method,
        String template,
        Access access,
        Set<String> query,
        Set<String> types,
        Function<Call, ? extends CompletionStage<Answer>> handler,
        Optional<Function<Call, BodySink>> sink) {

    /** What bodies are, but for a few. */
    static final Set<String> JSON = Set.of("application/json");

    public Route {
        query = Set.copyOf(query);
        types = Set.copyOf(types);
    }

    /** Looks at something; this is done at once. */
    public static Route get(String template, Function<Call, Answer> handler) {
        return new Route(
                "GET",
                template,
                Access.LOOK,
                Set.of(),
                JSON,
                call -> CompletableFuture.completedStage(handler.apply(call)),
                Optional.empty());
    }

    /** Looks at something that may not be there at once. */
    public static Route await(String template, Function<Call, ? extends CompletionStage<Answer>> handler) {
        return new Route("GET", template, Access.LOOK, Set.of(), JSON, handler, Optional.empty());
    }

    public static Route post(String template, Function<Call, ? extends CompletionStage<Answer>> handler) {
        return new Route("POST", template, Access.CHANGE, Set.of(), JSON, handler, Optional.empty());
    }

    /**
     * Takes a large body.
     *
     * @param types what it may be
     * @param opener opens what takes it, if the caller may send it
     */
    public static Route receive(String template, Set<String> types, Function<Call, BodySink> opener) {
        return new Route(
                "POST",
                template,
                Access.CHANGE,
                Set.of(),
                types,
                call -> call.pour(opener.apply(call)),
                Optional.of(opener));
    }

    public static Route put(String template, Function<Call, ? extends CompletionStage<Answer>> handler) {
        return new Route("PUT", template, Access.CHANGE, Set.of(), JSON, handler, Optional.empty());
    }

    public static Route delete(String template, Function<Call, ? extends CompletionStage<Answer>> handler) {
        return new Route("DELETE", template, Access.CHANGE, Set.of(), JSON, handler, Optional.empty());
    }

    public Route access(Access other) {
        return new Route(method, template, other, query, types, handler, sink);
    }

    /**
     * Takes a body of other types than JSON.
     *
     * @param others the types in lower case; none that a form of another site can send (those are
     *     {@code application/x-www-form-urlencoded}, {@code multipart/form-data} and {@code text/plain})
     */
    public Route types(Set<String> others) {
        return new Route(method, template, access, query, others, handler, sink);
    }

    /** Takes the parameters of a list: which page of it is wanted. */
    public Route paged() {
        return new Route(method, template, access, Call.PAGE_PARAMETERS, types, handler, sink);
    }

    /** The variables of the path, if it is one of this route's. */
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> parts = PercentCode.segments(template);
        if (parts.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("{")) {
                variables.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
