package org.dectory.rest.internal.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.sharing.LoginLock;
import org.dectory.api.sharing.SharingPolicy;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** How phones are shared: what names a user at login, what becomes of wrong PINs, and when logins end. */
public final class SharingResource {

    private final Capabilities capabilities;

    public SharingResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/login-type", this::showType),
                Route.put("/login-type", this::changeType),
                Route.get("/login-policy", this::showPolicy),
                Route.get("/login-locks", this::locks),
                Route.delete("/login-locks/{ppn}", call -> unlock(call, Optional.empty())),
                Route.delete(
                        "/login-locks/{ppn}/{uid}", call -> unlock(call, Optional.of(new UserId(call.number("uid"))))));
    }

    private SharingService service() {
        return capabilities.require(SharingService.class);
    }

    private Answer showType(Call call) {
        return Answer.ok(json(service().loginType()));
    }

    /** Sets it; another one logs everybody out. */
    private CompletionStage<Answer> changeType(Call call) {
        LoginType type = call.body(Shape.empty().text("loginType")).constant("loginType", LoginType.class);
        return service()
                .loginType(type, call.actor())
                .thenApply(loggedOut -> Answer.ok(json(type).put("loggedOut", loggedOut)));
    }

    private static JsonObject json(LoginType type) {
        return new JsonObject().put("loginType", type);
    }

    private Answer showPolicy(Call call) {
        SharingPolicy policy = service().policy();
        return Answer.ok(new JsonObject()
                .put("userTakeover", policy.userTakeover())
                .put("takeoverWaitSeconds", policy.takeoverWait().toSeconds())
                .put("phoneTakeover", policy.phoneTakeover())
                .put("signOutAfterMinutes", policy.signOutAfter().map(span -> span.toMinutes()))
                .put("signOutAt", policy.signOutAt().map(Object::toString))
                .put("zone", policy.zone().getId())
                .put("wrongPins", policy.wrongPins())
                .put("lockMinutes", policy.lock().toMinutes())
                .put("deviceWrongPins", policy.deviceWrongPins()));
    }

    private Answer locks(Call call) {
        List<JsonObject> items = service().locks().stream().map(this::json).toList();
        return Answer.ok(new JsonObject().put("items", items).put("total", items.size()));
    }

    private JsonObject json(LoginLock lock) {
        Optional<DataSetService> dataSets = capabilities.find(DataSetService.class);
        return new JsonObject()
                .put("ppn", lock.device().ppn())
                .put(
                        "ipei",
                        dataSets.flatMap(known -> known.findDevice(lock.device()))
                                .map(row -> row.device().ipei().compact()))
                .put("uid", lock.user().map(UserId::uid))
                .put(
                        "number",
                        dataSets.flatMap(known -> lock.user().flatMap(known::findUser))
                                .map(row -> row.user().number().value()))
                .put("wrongPins", lock.wrongPins())
                .put("locked", lock.locked())
                .put("until", lock.until());
    }

    private CompletionStage<Answer> unlock(Call call, Optional<UserId> user) {
        DeviceId device = new DeviceId(call.number("ppn"));
        return service().unlock(device, user, call.actor()).thenApply(done -> {
            if (!done) {
                throw Problem.notFound("No wrong PINs are remembered there.");
            }
            return Answer.noContent();
        });
    }
}
