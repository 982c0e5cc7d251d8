package org.dectory.rest.internal.api;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dectory.api.account.AccountService;
import org.dectory.api.account.AccountService.Account;
import org.dectory.api.account.AccountService.PasswordChange;
import org.dectory.api.identity.Secret;
import org.dectory.rest.internal.http.Access;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** The caller's own account. */
public final class AccountResource {

    private final Capabilities capabilities;

    public AccountResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/account", AccountResource::show),
                Route.put("/account/password", this::changePassword).access(Access.OWN_ACCOUNT));
    }

    private static Answer show(Call call) {
        Account account = call.account();
        return Answer.ok(new JsonObject()
                .put("name", account.name())
                .put("role", account.role())
                .put("mustChangePassword", account.mustChangePassword()));
    }

    private CompletionStage<Answer> changePassword(Call call) {
        Fields fields = call.body(Shape.empty().secret("currentPassword").secret("newPassword"));
        Secret current = fields.secret("currentPassword");
        Secret replacement = fields.secret("newPassword");
        return capabilities
                .require(AccountService.class)
                .changePassword(call.account().name(), current, replacement)
                .whenComplete((change, failure) -> {
                    current.close();
                    replacement.close();
                })
                .thenApply(AccountResource::answer);
    }

    private static Answer answer(PasswordChange change) {
        return switch (change) {
            case CHANGED -> Answer.noContent();
            case REFUSED -> throw Problem.invalid("currentPassword", "The current password is wrong.");
            case TOO_WEAK ->
                throw Problem.invalid(
                        "newPassword", "The new password must have 10 to 128 characters and differ from the old one.");
        };
    }
}
