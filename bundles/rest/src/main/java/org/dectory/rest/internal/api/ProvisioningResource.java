package org.dectory.rest.internal.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.provisioning.ImportResult;
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

    private static final Shape SOURCE = Shape.empty()
            .flag("enabled")
            .text("protocol")
            .text("server")
            .number("port")
            .text("path")
            .text("userName")
            .secret("password");

    private final Capabilities capabilities;

    public ProvisioningResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/provisioning", this::status),
                Route.get("/provisioning/source", this::source),
                Route.put("/provisioning/source", this::configure),
                Route.post("/provisioning/imports", this::load));
    }

    private ProvisioningService service() {
        return capabilities.require(ProvisioningService.class);
    }

    private Answer status(Call call) {
        ProvisioningStatus status = service().status();
        return Answer.ok(new JsonObject()
                .put("configured", status.configured())
                .put("protocolPresent", status.protocolPresent())
                .put("downSince", status.downSince())
                .put("problem", status.problem())
                .put("common", status.common().map(ProvisioningResource::json))
                .put("inProgress", status.inProgress())
                .put("serverLogin", json(service().serverLogin())));
    }

    private static JsonObject json(ServerLogin login) {
        return new JsonObject().put("state", login.state()).put("warnings", login.warnings());
    }

    private Answer source(Call call) {
        return answer(service().source());
    }

    private CompletionStage<Answer> configure(Call call) {
        Fields fields = call.body(SOURCE);
        Optional<Source> source = fields.findFlag("enabled").orElse(true)
                ? Optional.of(new Source(
                        fields.text("protocol"),
                        fields.findText("server").orElse(""),
                        fields.findNumber("port").orElse(0),
                        fields.findText("path").orElse(""),
                        fields.findText("userName").orElse("")))
                : Optional.empty();
        ProvisioningService service = service();
        return service.configure(source, fields.findSecret("password"), call.actor())
                .thenApply(done -> answer(service.source()));
    }

    private static Answer answer(Optional<Source> source) {
        return Answer.ok(new JsonObject()
                .put("enabled", source.isPresent())
                .put("protocol", source.map(Source::protocol))
                .put("server", source.map(Source::server))
                .put("port", source.map(Source::port).filter(port -> port != 0))
                .put("path", source.map(Source::path))
                .put("userName", source.map(Source::userName)));
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

    private static JsonObject json(ImportResult result) {
        return new JsonObject()
                .put("file", result.file())
                .put("at", result.at())
                .put("outcome", result.outcome())
                .put("reason", result.reason())
                .put("messages", result.messages());
    }
}
