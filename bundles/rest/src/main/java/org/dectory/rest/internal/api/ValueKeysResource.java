package org.dectory.rest.internal.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.dectory.api.valuekeys.ValueKey;
import org.dectory.api.valuekeys.ValueKeys;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Route;

/** The public keys with which values of user data files may be encrypted. */
public final class ValueKeysResource {

    private static final String CURRENT = "/value-keys/current";

    private final Capabilities capabilities;

    public ValueKeysResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/value-keys", this::list),
                Route.await(CURRENT, this::current),
                Route.post("/value-keys", this::rotate));
    }

    private ValueKeys keys() {
        return capabilities.require(ValueKeys.class);
    }

    private Answer list(Call call) {
        List<JsonObject> items =
                keys().keys().stream().map(ValueKeysResource::json).toList();
        return Answer.ok(new JsonObject().put("items", items).put("total", items.size()));
    }

    private static JsonObject json(ValueKey key) {
        return new JsonObject()
                .put("id", key.id())
                .put("created", key.created())
                .put("current", key.current())
                .put("publicKey", key.publicKey());
    }

    /** As a file, so that what is downloaded is what tools take. */
    private CompletionStage<Answer> current(Call call) {
        return keys().current()
                .thenApply(key -> new Answer(
                        200,
                        "application/x-pem-file",
                        Map.of("Content-Disposition", "attachment; filename=\"dectory-" + key.id() + ".pem\""),
                        key.publicKey().getBytes(StandardCharsets.US_ASCII)));
    }

    private CompletionStage<Answer> rotate(Call call) {
        return keys().rotate(call.actor()).thenApply(key -> Answer.created("/api/v1" + CURRENT, json(key)));
    }
}
