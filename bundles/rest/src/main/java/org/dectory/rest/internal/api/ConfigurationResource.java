package org.dectory.rest.internal.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.dectory.api.configuration.ConfigurationSnapshot;
import org.dectory.api.configuration.ConfigurationSnapshots;
import org.dectory.api.store.Actor;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** Snapshots of all settings. They show which settings are other now, and no value. */
public final class ConfigurationResource {

    private static final Pattern ID = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final Capabilities capabilities;

    public ConfigurationResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/configuration/snapshots", this::list),
                Route.post("/configuration/snapshots", this::take),
                Route.post("/configuration/snapshots/{id}/restore", this::restore),
                Route.delete("/configuration/snapshots/{id}", this::delete));
    }

    private ConfigurationSnapshots snapshots() {
        return capabilities.require(ConfigurationSnapshots.class);
    }

    private Answer list(Call call) {
        List<JsonObject> items =
                snapshots().list().stream().map(ConfigurationResource::json).toList();
        return Answer.ok(new JsonObject().put("items", items).put("total", items.size()));
    }

    private static JsonObject json(ConfigurationSnapshot snapshot) {
        return new JsonObject()
                .put("id", snapshot.id())
                .put("time", snapshot.time())
                .put("cause", snapshot.cause())
                .put("actor", snapshot.actor().map(Actor::name))
                .put("pinned", snapshot.pinned())
                .put("damaged", snapshot.damaged())
                .put("changes", snapshot.changes());
    }

    private CompletionStage<Answer> take(Call call) {
        String cause = call.body(Shape.empty().text("cause")).text("cause");
        ConfigurationSnapshot taken = snapshots().take(cause, call.actor(), false);
        return CompletableFuture.completedStage(Answer.created(call.uri() + "/" + taken.id(), json(taken)));
    }

    private CompletionStage<Answer> restore(Call call) {
        Fields fields = call.body(Shape.empty().texts("pids"));
        Optional<List<String>> pids = fields.findTexts("pids");
        if (pids.filter(List::isEmpty).isPresent()) {
            throw Problem.invalid("pids", "pids (expected: at least one, or none of this field for all)");
        }
        List<String> restored = snapshots().restore(id(call), Set.copyOf(pids.orElse(List.of())), call.actor());
        return new SettingsAudit(capabilities)
                .changed(restored, call.actor())
                .thenApply(done ->
                        Answer.ok(new JsonObject().put("restored", restored).put("total", restored.size())));
    }

    private CompletionStage<Answer> delete(Call call) {
        snapshots().delete(id(call));
        return CompletableFuture.completedStage(Answer.noContent());
    }

    private static int id(Call call) {
        return call.variable("id", text -> {
            if (!ID.matcher(text).matches()) {
                throw Problem.notFound("There is no such snapshot.");
            }
            return Integer.parseInt(text);
        });
    }
}
