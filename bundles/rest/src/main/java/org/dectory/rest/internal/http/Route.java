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
 * @param handler what happens
 */
public record Route(
        String method,
        String template,
        Access access,
        Set<String> query,
        Function<Call, ? extends CompletionStage<Answer>> handler) {

    public Route {
        query = Set.copyOf(query);
    }

    /** Looks at something; this is done at once. */
    public static Route get(String template, Function<Call, Answer> handler) {
        return new Route(
                "GET", template, Access.LOOK, Set.of(), call -> CompletableFuture.completedStage(handler.apply(call)));
    }

    public static Route post(String template, Function<Call, ? extends CompletionStage<Answer>> handler) {
        return new Route("POST", template, Access.CHANGE, Set.of(), handler);
    }

    public static Route put(String template, Function<Call, ? extends CompletionStage<Answer>> handler) {
        return new Route("PUT", template, Access.CHANGE, Set.of(), handler);
    }

    public static Route delete(String template, Function<Call, ? extends CompletionStage<Answer>> handler) {
        return new Route("DELETE", template, Access.CHANGE, Set.of(), handler);
    }

    public Route access(Access other) {
        return new Route(method, template, other, query, handler);
    }

    /** Takes the parameters of a list: which page of it is wanted. */
    public Route paged() {
        return new Route(method, template, access, Call.PAGE_PARAMETERS, handler);
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
