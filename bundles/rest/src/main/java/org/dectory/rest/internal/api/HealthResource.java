package org.dectory.rest.internal.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.HealthService;
import org.dectory.api.store.Store;
import org.dectory.rest.internal.http.Access;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Route;

/**
 * Whether everything is there that the appliance is made of, and whether the disk keeps what is written.
 *
 * <p>What is missing has names of two kinds: of parts, which any bundle may provide, such as {@code authentication}; and of
 * the image's capabilities, such as {@code authentication-dsaa2}.
 */
public final class HealthResource {

    private final Capabilities capabilities;

    public HealthResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /** What anybody may ask. */
    public Route probe() {
        return Route.get("", this::probe).access(Access.PUBLIC);
    }

    public List<Route> routes() {
        return List.of(Route.get("/health", this::details));
    }

    /** What is wrong is nobody's affair but that of who may log in: here is only its name. */
    private Answer probe(Call call) {
        JsonObject status = new JsonObject();
        return Answer.of(describe(status, storeProblem(), results()) ? 200 : 503, status);
    }

    private Answer details(Call call) {
        Optional<String> problem = storeProblem();
        List<CheckResult> results = results();
        List<String> absent = capabilities.missing();
        JsonObject status = new JsonObject();
        describe(status, problem, results);
        status.put(
                        "parts",
                        capabilities.names().stream()
                                .map(name -> new JsonObject().put("name", name).put("present", !absent.contains(name)))
                                .toList())
                .put("storeProblem", problem)
                .put("checks", results.stream().map(HealthResource::json).toList());
        // A part that is absent is told by the body, but a watchdog must hear of a disk that keeps nothing.
        return Answer.of(problem.isPresent() ? 503 : 200, status);
    }

    private Optional<String> storeProblem() {
        return capabilities.find(Store.class).flatMap(Store::problem);
    }

    private List<CheckResult> results() {
        return capabilities
                .find(HealthService.class)
                .map(HealthService::results)
                .orElse(List.of());
    }

    /**
     * Writes what does not work: parts and capabilities that are missing, a store that is there but cannot write, and other
     * checks that fail.
     *
     * @return whether all works
     */
    private boolean describe(JsonObject status, Optional<String> storeProblem, List<CheckResult> results) {
        SortedSet<String> missing = new TreeSet<>(capabilities.missing());
        storeProblem.ifPresent(problem -> missing.add("store"));
        List<String> failing = new ArrayList<>();
        for (CheckResult result : results) {
            if (!result.works()) {
                (result.tags().contains(HealthService.CAPABILITY) ? missing : failing).add(result.name());
            }
        }
        boolean up = missing.isEmpty() && failing.isEmpty();
        status.put("status", up ? "up" : "degraded").put("missing", missing).put("failing", failing);
        return up;
    }

    private static JsonObject json(CheckResult result) {
        return new JsonObject()
                .put("name", result.name())
                .put("severity", result.severity())
                .put("causes", result.causes())
                .put("tags", new TreeSet<>(result.tags()));
    }
}
