package org.dectory.rest.internal.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.FacService;
import org.dectory.api.fac.FacService.FacEntry;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** The feature access codes. */
public final class FacsResource {

    private final Capabilities capabilities;

    public FacsResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(Route.get("/facs", this::show), Route.put("/facs", this::change));
    }

    private Answer show(Call call) {
        return answer(capabilities.require(FacService.class));
    }

    private CompletionStage<Answer> change(Call call) {
        Fields fields = call.body(Shape.empty().text("number").textMap("codes"));
        FacService service = capabilities.require(FacService.class);
        try {
            service.configure(
                    fields.findText("number").orElseGet(service::number), fields.textMap("codes"), call.actor());
        } catch (FacRejectedException e) {
            return CompletableFuture.failedStage(e);
        }
        return CompletableFuture.completedStage(answer(service));
    }

    private static Answer answer(FacService service) {
        List<JsonObject> entries =
                service.entries().stream().map(FacsResource::json).toList();
        return Answer.ok(new JsonObject().put("number", service.number()).put("entries", entries));
    }

    private static JsonObject json(FacEntry entry) {
        return new JsonObject()
                .put("action", entry.action())
                .put("title", entry.title())
                .put("code", entry.code())
                .put("rest", entry.rest())
                .put("critical", entry.critical())
                .put("present", entry.present());
    }
}
