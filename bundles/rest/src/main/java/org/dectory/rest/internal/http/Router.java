package org.dectory.rest.internal.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the route that a request takes. */
public final class Router {

    private final List<Route> routes;

    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** All there are. */
    public List<Route> routes() {
        return routes;
    }

    /**
     * Finds the route.
     *
     * @param request the request
     * @return the route and what the path says besides
     * @throws ProblemException if there is nothing at that address, or this cannot be done there
     */
    Match find(Request request) {
        List<String> segments = PercentCode.segments(request.path());
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        Set<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(segments);
            if (variables.isPresent()) {
                if (route.method().equals(method)) {
                    return new Match(route, variables.get());
                }
                allow(route.method(), allowed);
            }
        }
        if (allowed.isEmpty()) {
            throw Problem.notFound("There is nothing at " + Shown.of(request.uri()) + ".");
        }
        allowed.add("OPTIONS");
        String allow = String.join(", ", allowed);
        if (method.equals("OPTIONS")) {
            Route options = Route.get("", call -> Answer.noContent().with("Allow", allow));
            return new Match(options, Map.of());
        }
        throw Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Here can be done: " + allow + ".")
                .with("Allow", allow)
                .exception();
    }

    private static void allow(String method, Set<String> allowed) {
        allowed.add(method);
        if (method.equals("GET")) {
            allowed.add("HEAD");
        }
    }

    /**
     * A route that was found.
     *
     * @param route the route
     * @param variables the variables of the path
     */
    record Match(Route route, Map<String, String> variables) {}
}
