package org.dectory.rest.internal.api;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** What names a user at login. */
public final class LoginTypeResource {

    private final Capabilities capabilities;

    public LoginTypeResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(Route.get("/login-type", this::show), Route.put("/login-type", this::change));
    }

    private Answer show(Call call) {
        return Answer.ok(json(capabilities.require(SharingService.class).loginType()));
    }

    /** Sets it; another one logs everybody out. */
    private CompletionStage<Answer> change(Call call) {
        LoginType type = call.body(Shape.empty().text("loginType")).parse("loginType", LoginTypeResource::parse);
        return capabilities
                .require(SharingService.class)
                .loginType(type, call.actor())
                .thenApply(loggedOut -> Answer.ok(json(type).put("loggedOut", loggedOut)));
    }

    private static LoginType parse(String word) {
        for (LoginType type : LoginType.values()) {
            if (JsonObject.word(type).equals(word)) {
                return type;
            }
        }
        throw new IllegalArgumentException("loginType (expected: number or login-id)");
    }

    private static JsonObject json(LoginType type) {
        return new JsonObject().put("loginType", type);
    }
}
