package org.dectory.rest.internal.api;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** The settings of the whole system that stand in where a user's data says {@code Global} or nothing. */
public final class SystemDataResource {

    private final Capabilities capabilities;

    public SystemDataResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(Route.get("/system-data", this::show), Route.put("/system-data", this::change));
    }

    private Answer show(Call call) {
        return answer(capabilities.require(DataSetService.class).systemData());
    }

    /** Those that are named, all or none; an empty text sets the default again. */
    private CompletionStage<Answer> change(Call call) {
        Map<SystemKey, String> values = new EnumMap<>(SystemKey.class);
        call.body(Shape.empty().textMap("values"))
                .textMap("values")
                .forEach((name, value) -> values.put(
                        SystemKey.find(name).orElseThrow(() -> Problem.invalid("values", "There is no such setting.")),
                        value));
        return capabilities
                .require(DataSetService.class)
                .changeSystemData(values, call.actor())
                .thenApply(SystemDataResource::answer);
    }

    private static Answer answer(SystemData data) {
        List<JsonObject> items = Arrays.stream(SystemKey.values())
                .map(key -> new JsonObject()
                        .put("key", key.key())
                        .put("value", data.text(key))
                        .put("set", data.isSet(key))
                        .put("expected", key.type().expected()))
                .toList();
        return Answer.ok(new JsonObject().put("items", items).put("total", items.size()));
    }
}
