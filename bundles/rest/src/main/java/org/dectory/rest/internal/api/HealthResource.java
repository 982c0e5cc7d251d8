package org.dectory.rest.internal.api;

import java.util.List;
import java.util.Optional;
import org.dectory.api.store.Store;
import org.dectory.rest.internal.http.Access;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Route;

/** Whether everything is there that the appliance is made of, and whether the disk keeps what is written. */
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

    private Answer probe(Call call) {
        List<String> lacking = lacking(storeProblem());
        return Answer.of(lacking.isEmpty() ? 200 : 503, status(lacking));
    }

    private Answer details(Call call) {
        Optional<String> problem = storeProblem();
        List<String> lacking = lacking(problem);
        List<String> absent = capabilities.missing();
        List<JsonObject> parts = capabilities.names().stream()
                .map(name -> new JsonObject().put("name", name).put("present", !absent.contains(name)))
                .toList();
        // A part that is absent is told by the body, but a watchdog must hear of a disk that keeps nothing.
        return Answer.of(
                problem.isPresent() ? 503 : 200,
                status(lacking).put("parts", parts).put("storeProblem", problem));
    }

    private Optional<String> storeProblem() {
        return capabilities.find(Store.class).flatMap(Store::problem);
    }

    /** What cannot do its work: parts that are absent, and a store that is there but cannot write. */
    private List<String> lacking(Optional<String> storeProblem) {
        List<String> absent = capabilities.missing();
        return capabilities.names().stream()
                .filter(name -> absent.contains(name) || (storeProblem.isPresent() && name.equals("store")))
                .toList();
    }

    private static JsonObject status(List<String> lacking) {
        return new JsonObject()
                .put("status", lacking.isEmpty() ? "up" : "degraded")
                .put("missing", lacking);
    }
}
