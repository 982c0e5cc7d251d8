package org.dectory.rest.internal.api;

import java.util.List;
import org.dectory.rest.internal.http.Access;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Route;

/** Whether everything is there that the appliance is made of. */
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
        List<String> missing = capabilities.missing();
        return Answer.of(missing.isEmpty() ? 200 : 503, status(missing));
    }

    private Answer details(Call call) {
        List<String> missing = capabilities.missing();
        List<JsonObject> parts = Capabilities.names().stream()
                .map(name -> new JsonObject().put("name", name).put("present", !missing.contains(name)))
                .toList();
        return Answer.ok(status(missing).put("parts", parts));
    }

    private static JsonObject status(List<String> missing) {
        return new JsonObject()
                .put("status", missing.isEmpty() ? "up" : "degraded")
                .put("missing", missing);
    }
}
