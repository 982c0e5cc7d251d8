package org.dectory.rest.internal.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** Simulated phones: looking at them, and doing with them what a person does. */
public final class PhonesResource {

    private final Capabilities capabilities;

    public PhonesResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.get("/phones", this::list).paged(),
                Route.post("/phones", this::add),
                Route.get("/phones/{ipei}", this::show),
                Route.delete("/phones/{ipei}", this::remove),
                Route.post("/phones/{ipei}/subscribe", this::subscribe)));
        Deed.ALL.forEach(deed -> routes.add(Route.post("/phones/{ipei}/" + deed.name(), call -> perform(deed, call))));
        return routes;
    }

    private PhoneSimulator simulator() {
        return capabilities.require(PhoneSimulator.class);
    }

    private Answer list(Call call) {
        PhonePage page = PhonePage.of(simulator().phones(), call.page());
        return Answer.ok(new JsonObject()
                .put("items", page.phones().stream().map(PhoneJson::of).toList())
                .put("total", page.total()));
    }

    /** Makes one phone of a given identity, or some with free ones. */
    private CompletionStage<Answer> add(Call call) {
        Fields fields = call.body(Shape.empty().text("ipei").text("kind").number("count"));
        HandsetKind kind = fields.parse("kind", HandsetKind::ofLabel);
        if (kind == HandsetKind.UNKNOWN) {
            throw Problem.invalid("kind", "kind (expected: GAP, 142d or 600-700)");
        }
        Optional<Ipei> ipei = fields.findParsed("ipei", Ipei::parse);
        int count = fields.findNumber("count").orElse(1);
        if ((ipei.isPresent() && count != 1) || count < 1 || count > PhoneSimulator.MAX_PHONES) {
            throw Problem.invalid(
                    "count", "count (expected: 1 to " + PhoneSimulator.MAX_PHONES + ", and 1 with an ipei)");
        }
        if (ipei.isPresent()) {
            return Refusals.of(() -> simulator().add(ipei.get(), kind)).thenApply(phone -> created(call, phone));
        }
        PhoneSimulator simulator = simulator();
        return Refusals.of(() -> simulator.addMany(count, kind)).thenApply(made -> many(call, simulator, made));
    }

    private static Answer many(Call call, PhoneSimulator simulator, List<Ipei> made) {
        if (made.size() == 1) {
            return created(call, find(simulator, made.get(0)));
        }
        List<String> items = made.stream().map(Ipei::compact).toList();
        return Answer.of(201, new JsonObject().put("items", items).put("total", items.size()));
    }

    private static Answer created(Call call, SimulatedPhone phone) {
        return Answer.created(call.uri() + "/" + phone.ipei().compact(), PhoneJson.of(phone));
    }

    private Answer show(Call call) {
        return Answer.ok(PhoneJson.of(find(simulator(), ipei(call))));
    }

    private CompletionStage<Answer> remove(Call call) {
        return simulator().remove(ipei(call)).thenApply(there -> {
            if (!there) {
                throw Refusals.absent();
            }
            return Answer.noContent();
        });
    }

    /** Types the code at the phone; the answer comes when the phone shows what became of it. */
    private CompletionStage<Answer> subscribe(Call call) {
        Ipei ipei = ipei(call);
        PhoneSimulator simulator = simulator();
        Fields fields = call.body(
                Shape.empty().secret("authenticationCode").text("park").text("additionalId"));
        Secret code = fields.secret("authenticationCode");
        return Refusals.of(
                        () -> simulator.subscribe(ipei, code, fields.findText("park"), fields.findText("additionalId")))
                .thenApply(done -> Answer.ok(PhoneJson.of(done)));
    }

    /** Does something that is done at once; the answer is how the phone looks then. */
    private CompletionStage<Answer> perform(Deed deed, Call call) {
        Ipei ipei = ipei(call);
        PhoneSimulator simulator = simulator();
        Fields fields = call.body(deed.shape());
        return Refusals.of(() -> {
            deed.action().perform(simulator, ipei, fields);
            return CompletableFuture.completedStage(Answer.ok(PhoneJson.of(find(simulator, ipei))));
        });
    }

    private static Ipei ipei(Call call) {
        return call.variable("ipei", Ipei::parse);
    }

    private static SimulatedPhone find(PhoneSimulator simulator, Ipei ipei) {
        return simulator.find(ipei).orElseThrow(Refusals::absent);
    }
}
