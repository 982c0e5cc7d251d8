package org.dectory.rest.internal.api;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Page;
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
                Route.delete("/devices/{ppn}", this::remove),
                Route.post("/devices/{ppn}/logout", this::logout));
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
        Fields fields = call.body(Shape.empty()
                .text("ipei")
                .text("kind")
                .secret("authenticationCode")
                .flag("encryption"));
        DeviceDraft draft = new DeviceDraft(
                fields.parse("ipei", Ipei::parse),
                fields.findParsed("kind", HandsetKind::ofLabel).orElse(HandsetKind.UNKNOWN),
                fields.findSecret("authenticationCode"),
                fields.findFlag("encryption").orElse(false));
        return dataSets()
                .addDevice(draft, call.actor())
                .thenApply(row -> Answer.created(
                                call.uri() + "/" + row.device().id().ppn(), json(row))
                        .withRevision(row.device().revision()));
    }

    private Answer show(Call call) {
        DeviceRow row = find(call);
        return Answer.ok(json(row)).withRevision(row.device().revision());
    }

    private CompletionStage<Answer> remove(Call call) {
        Device device = find(call).device();
        Revisions.check(call, device.revision());
        return dataSets().removeDevice(device.id(), call.actor()).thenApply(there -> {
            if (!there) {
                throw absent(call);
            }
            return Answer.noContent();
        });
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
