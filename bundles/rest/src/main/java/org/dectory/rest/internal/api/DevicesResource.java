package org.dectory.rest.internal.api;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Page;
import org.dectory.api.store.Relation;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.ProblemException;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** The device data sets: the phones that the appliance knows. */
public final class DevicesResource {

    private final Capabilities capabilities;

    public DevicesResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/devices", this::list).paged(),
                Route.post("/devices", this::add),
                Route.get("/devices/{ppn}", this::show),
                Route.put("/devices/{ppn}", this::change),
                Route.delete("/devices/{ppn}", this::remove),
                Route.put("/devices/{ppn}/relation", this::changeRelation),
                Route.post("/devices/{ppn}/logout", this::logout),
                Route.post("/pairs", this::addPair),
                Route.delete("/pairs/{ppn}", this::removePair));
    }

    private DataSetService dataSets() {
        return capabilities.require(DataSetService.class);
    }

    private Answer list(Call call) {
        Page<DeviceRow> page = dataSets().devices(call.page());
        return Answer.ok(new JsonObject()
                .put("items", page.rows().stream().map(DevicesResource::json).toList())
                .put("total", page.total()));
    }

    private CompletionStage<Answer> add(Call call) {
        DeviceDraft draft = DeviceFields.draft(call.body(DeviceFields.shape()));
        return dataSets().addDevice(draft, call.actor()).thenApply(row -> created(call.uri(), row));
    }

    /** A device and its user in one step, or none of them. */
    private CompletionStage<Answer> addPair(Call call) {
        Fields fields = call.body(UserFields.into(DeviceFields.shape()));
        return dataSets()
                .addPair(DeviceFields.draft(fields), UserFields.draft(fields), call.actor())
                .thenApply(row -> created(call.uri().replace("/pairs", "/devices"), row));
    }

    private static Answer created(String collection, DeviceRow row) {
        return Answer.created(collection + "/" + row.device().id().ppn(), json(row))
                .withRevision(row.device().revision());
    }

    private CompletionStage<Answer> removePair(Call call) {
        Device device = find(call).device();
        Revisions.check(call, device.revision());
        return dataSets().removePair(device.id(), call.actor()).thenApply(there -> gone(call, there));
    }

    /** What is left out stays as it is. */
    private CompletionStage<Answer> change(Call call) {
        Device now = find(call).device();
        return dataSets()
                .changeDevice(
                        now.id(),
                        call.revision(),
                        DeviceFields.change(call.body(DeviceFields.changeShape()), now),
                        call.actor())
                .thenApply(DevicesResource::answer);
    }

    private CompletionStage<Answer> changeRelation(Call call) {
        Device device = find(call).device();
        Relation.Kind kind = call.body(Shape.empty().text("relation")).constant("relation", Relation.Kind.class);
        return dataSets().changeRelation(device.id(), kind, call.actor()).thenApply(DevicesResource::answer);
    }

    private Answer show(Call call) {
        return answer(find(call));
    }

    private CompletionStage<Answer> remove(Call call) {
        Device device = find(call).device();
        Revisions.check(call, device.revision());
        return dataSets().removeDevice(device.id(), call.actor()).thenApply(there -> gone(call, there));
    }

    private static Answer gone(Call call, boolean there) {
        if (!there) {
            throw absent(call);
        }
        return Answer.noContent();
    }

    private static Answer answer(DeviceRow row) {
        return Answer.ok(json(row)).withRevision(row.device().revision());
    }

    private CompletionStage<Answer> logout(Call call) {
        call.body(Shape.empty());
        Device device = find(call).device();
        return capabilities
                .require(SharingService.class)
                .logout(device.id(), call.actor())
                .thenApply(done -> Answer.ok(new JsonObject().put("loggedOut", done)));
    }

    private DeviceRow find(Call call) {
        return dataSets().findDevice(new DeviceId(call.number("ppn"))).orElseThrow(() -> absent(call));
    }

    private static ProblemException absent(Call call) {
        return Problem.notFound("There is no device " + call.number("ppn") + ".");
    }

    private static JsonObject json(DeviceRow row) {
        Device device = row.device();
        return new JsonObject()
                .put("ppn", device.id().ppn())
                .put("revision", device.revision())
                .put("ipei", device.ipei().compact())
                .put("kind", device.kind().label())
                .put("subscription", device.subscription())
                .put("encryption", device.encryption())
                .put("algorithm", device.algorithm())
                .put("sosNumber", device.sosNumber())
                .put("manDownNumber", device.manDownNumber())
                .put("created", device.created())
                .put(
                        "relation",
                        row.relation()
                                .map(relation -> JsonObject.word(relation.kind()))
                                .orElse("unbound"))
                .put("since", row.relation().map(relation -> relation.since()))
                .put(
                        "user",
                        row.user()
                                .map(user -> new JsonObject()
                                        .put("uid", user.id().uid())
                                        .put("number", user.number().value())
                                        .put("loginId", user.loginId().map(loginId -> loginId.value()))
                                        .put("name", user.name())
                                        .put("external", user.external())));
    }
}
