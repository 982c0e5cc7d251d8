package org.dectory.rest.internal.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.dectory.api.provisioning.ServerLogin;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** Where users' files come from, and how that is doing. */
public final class ProvisioningResource {

    private final Capabilities capabilities;

    public ProvisioningResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/provisioning", this::status),
                Route.get("/provisioning/source", this::source),
                Route.put("/provisioning/source", this::configure),
                Route.get("/provisioning/central", this::central),
                Route.put("/provisioning/central", this::configureCentral),
                Route.get("/provisioning/choice", this::choice),
                Route.put("/provisioning/choice", this::choose),
                Route.post("/provisioning/imports", this::load));
    }

    private ProvisioningService service() {
        return capabilities.require(ProvisioningService.class);
    }

    private ProvisioningAdministration administration() {
        return capabilities.require(ProvisioningAdministration.class);
    }

    private Answer status(Call call) {
        ProvisioningStatus status = service().status();
        return Answer.ok(new JsonObject()
                .put("configured", status.configured())
                .put("address", service().source().map(Source::address))
                .put("protocolPresent", status.protocolPresent())
                .put("downSince", status.downSince())
                .put("problem", status.problem())
                .put("common", status.common().map(ProvisioningResource::json))
                .put("inProgress", status.inProgress())
                .put("warnings", administration().warnings())
                .put("run", administration().lastRun().map(ImportsResource::json))
                .put("serverLogin", json(service().serverLogin())));
    }

    private static JsonObject json(ServerLogin login) {
        return new JsonObject().put("state", login.state()).put("warnings", login.warnings());
    }

    private Answer source(Call call) {
        return Answer.ok(SourceFields.json(administration().sources().specific()));
    }

    private CompletionStage<Answer> configure(Call call) {
        Fields fields = call.body(SourceFields.SHAPE);
        return service()
                .configure(SourceFields.source(fields), fields.findSecret("password"), call.actor())
                .thenApply(done -> source(call));
    }

    private Answer central(Call call) {
        return Answer.ok(SourceFields.json(administration().sources().central()));
    }

    private CompletionStage<Answer> configureCentral(Call call) {
        Fields fields = call.body(SourceFields.SHAPE);
        return administration()
                .configureCentral(SourceFields.source(fields), fields.findSecret("password"), call.actor())
                .thenApply(done -> central(call));
    }

    private Answer choice(Call call) {
        return Answer.ok(
                new JsonObject().put("specific", administration().sources().useSpecific()));
    }

    /** Chooses between the specific source and the central one. */
    private CompletionStage<Answer> choose(Call call) {
        boolean specific = call.body(Shape.empty().flag("specific")).flag("specific");
        return administration().useSpecific(specific, call.actor()).thenApply(done -> choice(call));
    }

    /** Fetches a file now: the common one, or that of a user. */
    private CompletionStage<Answer> load(Call call) {
        Fields fields = call.body(Shape.empty().text("file").text("login"));
        Optional<String> file = fields.findText("file");
        Optional<String> login = fields.findText("login");
        if (file.isPresent() == login.isPresent()) {
            throw Problem.invalid("file", "Say either \"file\": \"common\" or \"login\".");
        }
        if (file.isPresent() && !file.get().equals("common")) {
            throw Problem.invalid("file", "file (expected: common)");
        }
        CompletionStage<ImportResult> result = login.isPresent()
                ? service().importUser(login.get())
                : service().importCommon();
        return result.thenApply(done -> Answer.ok(json(done)));
    }

    static JsonObject json(ImportResult result) {
        return new JsonObject()
                .put("file", result.file())
                .put("at", result.at())
                .put("outcome", result.outcome())
                .put("reason", result.reason())
                .put("messages", result.messages());
    }
}
