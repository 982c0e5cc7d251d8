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
        return List.of(
                Route.get("/facs", this::show),
                Route.put("/facs", this::change),
                Route.get("/facs/triggers", this::showTriggers),
                Route.put("/facs/triggers", this::changeTriggers));
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

    private Answer showTriggers(Call call) {
        return triggers(capabilities.require(FacService.class));
    }

    /** The triggers that are named are all there are from then on. */
    private CompletionStage<Answer> changeTriggers(Call call) {
        Fields fields = call.body(Shape.empty().textMap("triggers"));
        FacService service = capabilities.require(FacService.class);
        try {
            service.configureTriggers(fields.textMap("triggers"), call.actor());
        } catch (FacRejectedException e) {
            return CompletableFuture.failedStage(e);
        }
        return CompletableFuture.completedStage(triggers(service));
    }

    private static Answer triggers(FacService service) {
        List<JsonObject> items = service.triggers().entrySet().stream()
                .map(trigger -> new JsonObject()
                        .put("trigger", trigger.getKey())
                        .put("code", trigger.getValue())
                        .put("dialled", service.dialled(trigger.getValue())))
                .toList();
        return Answer.ok(new JsonObject().put("items", items).put("total", items.size()));
    }

    private static Answer answer(FacService service) {
        List<JsonObject> entries =
                service.entries().stream().map(FacsResource::json).toList();
        return Answer.ok(new JsonObject()
                .put("number", service.number())
                .put("entries", entries)
                .put("warnings", service.warnings()));
    }

    private static JsonObject json(FacEntry entry) {
        return new JsonObject()
                .put("action", entry.action())
                .put("title", entry.title())
                .put("code", entry.code())
                .put("rest", entry.rest())
                .put("critical", entry.critical())
                .put("present", entry.present())
                .put("strength", entry.strength());
    }
}
