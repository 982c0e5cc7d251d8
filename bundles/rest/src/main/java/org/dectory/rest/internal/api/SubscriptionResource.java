package org.dectory.rest.internal.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.AuthenticationCode;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Actor;
import org.dectory.api.subscription.RefusedSubscription;
import org.dectory.api.subscription.SubscriptionService;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.rest.internal.http.Access;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** Whether phones may subscribe, and which could not. */
public final class SubscriptionResource {

    private final Capabilities capabilities;

    public SubscriptionResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/subscription", this::show),
                Route.put("/subscription", this::change),
                Route.get("/subscription/refusals", this::refusals),
                Route.get("/subscription/authentication-code", this::showCode).access(Access.CHANGE),
                Route.put("/subscription/authentication-code", this::changeCode));
    }

    private SubscriptionService service() {
        return capabilities.require(SubscriptionService.class);
    }

    private Answer show(Call call) {
        return answer(service().status());
    }

    /** Switches and mode; what is left out stays as it is. The switches come first, so that the mode starts with them. */
    private CompletionStage<Answer> change(Call call) {
        Fields fields = call.body(
                Shape.empty().text("mode").number("minutes").flag("autoCreate").flag("restricted"));
        Optional<Wish> wish = fields.findConstant("mode", Wish.class);
        Optional<Duration> minutes = fields.findNumber("minutes").map(Duration::ofMinutes);
        if (minutes.isPresent() && !wish.equals(Optional.of(Wish.WILDCARD))) {
            throw Problem.invalid("minutes", "minutes (expected: with mode wildcard only)");
        }
        SubscriptionService service = service();
        if (minutes.filter(period -> period.toMinutes() < 1 || period.toMinutes() > 60)
                .isPresent()) {
            throw Problem.invalid("minutes", "minutes (expected: 1 to 60)");
        }
        CompletionStage<SubscriptionStatus> done = CompletableFuture.completedStage(service.status());
        if (fields.findFlag("restricted").isPresent()) {
            done = done.thenCompose(status -> service.restrictDuration(fields.flag("restricted"), call.actor()));
        }
        if (fields.findFlag("autoCreate").isPresent()) {
            done = done.thenCompose(status -> service.autoCreate(fields.flag("autoCreate"), call.actor()));
        }
        if (wish.isPresent()) {
            done = done.thenCompose(status -> wish.get().fulfil(service, minutes, call.actor()));
        }
        return done.thenApply(this::answer);
    }

    /** The mode that somebody asks for. */
    private enum Wish {
        STANDARD,
        ALWAYS_OPEN,
        WILDCARD,
        OFF;

        CompletionStage<SubscriptionStatus> fulfil(
                SubscriptionService service, Optional<Duration> period, Actor actor) {
            return switch (this) {
                case STANDARD -> service.startStandard(actor);
                case ALWAYS_OPEN -> service.startAlwaysOpen(actor);
                case WILDCARD -> service.startWildcard(period, actor);
                case OFF -> service.stop(actor);
            };
        }
    }

    private Answer answer(SubscriptionStatus status) {
        return Answer.ok(new JsonObject()
                .put("mode", status.mode())
                .put("until", status.until())
                .put("then", status.then())
                .put("alwaysOpen", status.alwaysOpen())
                .put("restricted", status.restricted())
                .put("autoCreate", status.autoCreate())
                .put("autoCreateActive", status.autoCreateActive())
                .put("everSubscribed", status.everSubscribed())
                .put("remark", status.remark())
                .put(
                        "park",
                        capabilities.find(Radio.class).map(radio -> radio.park().decimal())));
    }

    private Answer refusals(Call call) {
        List<JsonObject> items =
                service().refusals().stream().map(SubscriptionResource::refusal).toList();
        return Answer.ok(new JsonObject().put("items", items).put("total", items.size()));
    }

    /** Who may change the code may see it: it must be told to those who subscribe phones. */
    private Answer showCode(Call call) {
        Optional<String> code = service().authenticationCode().map(secret -> {
            try (secret) {
                return new String(secret.chars());
            }
        });
        return Answer.ok(new JsonObject().put("authenticationCode", code));
    }

    private CompletionStage<Answer> changeCode(Call call) {
        Secret code = call.body(Shape.empty().secret("authenticationCode")).secret("authenticationCode");
        if (!AuthenticationCode.isValid(code)) {
            throw Problem.invalid("authenticationCode", "authenticationCode (expected: 1 to 8 decimal digits)");
        }
        return service().authenticationCode(code, call.actor()).thenApply(status -> Answer.noContent());
    }

    private static JsonObject refusal(RefusedSubscription refused) {
        return new JsonObject()
                .put("ipei", refused.phone().compact())
                .put("at", refused.at())
                .put("reason", refused.reason())
                .put("text", refused.reason().text())
                .put("times", refused.times())
                .put("additionalId", refused.additionalId());
    }
}
