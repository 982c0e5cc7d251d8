package org.dectory.rest.internal.api;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Page;
import org.dectory.api.store.User;
import org.dectory.api.store.UserRow;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.ProblemException;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** The user data sets: the people who use phones. */
public final class UsersResource {

    private final Capabilities capabilities;

    public UsersResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/users", this::list).paged(),
                Route.post("/users", this::add),
                Route.get("/users/{uid}", this::show),
                Route.put("/users/{uid}", this::change),
                Route.delete("/users/{uid}", this::remove),
                Route.get("/users/{uid}/data", this::data),
                Route.get("/users/{uid}/effective-data", this::effectiveData),
                Route.post("/users/{uid}/make-local", this::makeLocal),
                Route.delete("/users/{uid}/phone-pin", this::forgetPhonePin));
    }

    private DataSetService dataSets() {
        return capabilities.require(DataSetService.class);
    }

    private Answer list(Call call) {
        Page<UserRow> page = dataSets().users(call.page());
        return Answer.ok(new JsonObject()
                .put("items", page.rows().stream().map(UsersResource::json).toList())
                .put("total", page.total()));
    }

    private CompletionStage<Answer> add(Call call) {
        return dataSets()
                .addUser(draft(call), call.actor())
                .thenApply(
                        row -> Answer.created(call.uri() + "/" + row.user().id().uid(), json(row))
                                .withRevision(row.user().revision()));
    }

    private Answer show(Call call) {
        return answer(find(call));
    }

    private CompletionStage<Answer> change(Call call) {
        UserId user = find(call).user().id();
        return dataSets()
                .changeUser(user, call.revision(), draft(call), call.actor())
                .thenApply(UsersResource::answer);
    }

    private CompletionStage<Answer> remove(Call call) {
        User user = find(call).user();
        Revisions.check(call, user.revision());
        return dataSets().removeUser(user.id(), call.actor()).thenApply(there -> {
            if (!there) {
                throw absent(call);
            }
            return Answer.noContent();
        });
    }

    private Answer data(Call call) {
        return dataSets()
                .findUserData(new UserId(call.number("uid")))
                .map(UserDataJson::of)
                .map(Answer::ok)
                .orElseThrow(() -> absent(call));
    }

    private Answer effectiveData(Call call) {
        return dataSets()
                .findEffectiveData(new UserId(call.number("uid")))
                .map(UserDataJson::of)
                .map(Answer::ok)
                .orElseThrow(() -> absent(call));
    }

    private CompletionStage<Answer> makeLocal(Call call) {
        call.body(Shape.empty());
        return dataSets().makeLocal(find(call).user().id(), call.actor()).thenApply(UsersResource::answer);
    }

    private CompletionStage<Answer> forgetPhonePin(Call call) {
        return dataSets().forgetPhonePin(find(call).user().id(), call.actor()).thenApply(done -> {
            if (!done) {
                throw Problem.notFound("The user has set no PIN at a phone.");
            }
            return Answer.noContent();
        });
    }

    private static UserDraft draft(Call call) {
        return UserFields.draft(call.body(UserFields.into(Shape.empty())));
    }

    private UserRow find(Call call) {
        return dataSets().findUser(new UserId(call.number("uid"))).orElseThrow(() -> absent(call));
    }

    private static ProblemException absent(Call call) {
        return Problem.notFound("There is no user " + call.number("uid") + ".");
    }

    private static Answer answer(UserRow row) {
        return Answer.ok(json(row)).withRevision(row.user().revision());
    }

    private static JsonObject json(UserRow row) {
        User user = row.user();
        return new JsonObject()
                .put("uid", user.id().uid())
                .put("revision", user.revision())
                .put("number", user.number().value())
                .put("loginId", user.loginId().map(LoginId::value))
                .put("name", user.name())
                .put("external", user.external())
                .put("created", user.created())
                .put(
                        "relation",
                        row.relation()
                                .map(relation -> JsonObject.word(relation.kind()))
                                .orElse("unbound"))
                .put("since", row.relation().map(relation -> relation.since()))
                .put(
                        "device",
                        row.device()
                                .map(device -> new JsonObject()
                                        .put("ppn", device.id().ppn())
                                        .put("ipei", device.ipei().compact())
                                        .put("kind", device.kind().label())));
    }
}
