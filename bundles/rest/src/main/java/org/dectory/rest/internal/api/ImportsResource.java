package org.dectory.rest.internal.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dectory.api.identity.UserId;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration;
import org.dectory.api.provisioning.ProvisioningAdministration.Files;
import org.dectory.api.store.Page;
import org.dectory.api.store.User;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.ProblemType;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** Imports of many files, what came of each file, and users whose files are gone. */
public final class ImportsResource {

    private final Capabilities capabilities;

    public ImportsResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/provisioning/run", this::show),
                Route.post("/provisioning/run", this::start),
                Route.delete("/provisioning/run", this::cancel),
                Route.get("/provisioning/files", call -> list(call, Files.ALL)).paged(),
                Route.get("/provisioning/files/failed", call -> list(call, Files.FAILED))
                        .paged(),
                Route.get("/provisioning/files/held", call -> list(call, Files.HELD))
                        .paged(),
                Route.post("/provisioning/files/held/confirm", this::confirm),
                Route.post("/users/{uid}/make-external", this::makeExternal));
    }

    private ProvisioningAdministration service() {
        return capabilities.require(ProvisioningAdministration.class);
    }

    private Answer show(Call call) {
        return service()
                .lastRun()
                .map(run -> Answer.ok(json(run)))
                .orElseThrow(() -> Problem.notFound("No import of many files was ever started."));
    }

    private CompletionStage<Answer> start(Call call) {
        Fields fields = call.body(Shape.empty().texts("logins"));
        // Whoever names nobody by mistake does not want all.
        fields.requireValue("logins");
        Optional<List<String>> logins = fields.isEmpty() ? Optional.empty() : Optional.of(fields.texts("logins"));
        return started(() -> service().startImport(logins, call.actor()));
    }

    private static CompletionStage<Answer> started(Supplier<ImportRun> start) {
        try {
            return CompletableFuture.completedStage(Answer.of(202, json(start.get())));
        } catch (IllegalStateException e) {
            throw Problem.of(ProblemType.CONFLICT, e.getMessage() + ".").exception();
        }
    }

    private CompletionStage<Answer> cancel(Call call) {
        if (!service().cancelRun(call.actor())) {
            throw Problem.notFound("No import is in progress.");
        }
        return CompletableFuture.completedStage(Answer.noContent());
    }

    private Answer list(Call call, Files which) {
        Page<FileReport> page = service().reports(which, call.page());
        return Answer.ok(new JsonObject()
                .put("items", page.rows().stream().map(ImportsResource::json).toList())
                .put("total", page.total()));
    }

    private CompletionStage<Answer> confirm(Call call) {
        Fields fields = call.body(Shape.empty().flag("all").numbers("users"));
        boolean all = fields.findFlag("all").orElse(false);
        Optional<Set<UserId>> users = fields.findNumbers("users")
                .map(uids -> uids.stream().map(ImportsResource::user).collect(Collectors.toUnmodifiableSet()));
        if (all == users.isPresent()) {
            throw Problem.invalid("users", "Say either \"all\": true or \"users\".");
        }
        return started(() -> service().confirmDeletions(users, call.actor()));
    }

    private static UserId user(int uid) {
        try {
            return new UserId(uid);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("users", "users (expected: uids)");
        }
    }

    private CompletionStage<Answer> makeExternal(Call call) {
        call.body(Shape.empty());
        return service()
                .makeExternal(new UserId(call.number("uid")), call.actor())
                .thenApply(result -> {
                    if (result.outcome() != ImportResult.Outcome.IMPORTED) {
                        throw Problem.of(
                                        ProblemType.CONFLICT,
                                        "The user was not made external: "
                                                + (result.file().isEmpty() ? "" : result.file() + ": ")
                                                + result.reason() + ".")
                                .exception();
                    }
                    return Answer.ok(ProvisioningResource.json(result));
                });
    }

    static JsonObject json(ImportRun run) {
        return new JsonObject()
                .put("id", run.id())
                .put("startedBy", run.actor().name())
                .put("started", run.started())
                .put("ended", run.ended())
                .put("running", run.running())
                .put("total", run.total())
                .put("done", run.done())
                .put("imported", run.imported())
                .put("unchanged", run.unchanged())
                .put("gone", run.gone())
                .put("held", run.held())
                .put("failed", run.failed())
                .put("cancelled", run.cancelled())
                .put("problem", run.problem())
                .put("perSecond", Math.round(run.perSecond()))
                .put("secondsLeft", run.left().map(Duration::toSeconds));
    }

    private static JsonObject json(FileReport report) {
        ImportResult result = report.result();
        return new JsonObject()
                .put("file", result.file())
                .put("uid", report.user().map(user -> user.id().uid()))
                .put("number", report.user().map(user -> user.number().value()))
                .put("name", report.user().map(User::name))
                .put("outcome", result.outcome())
                .put("reason", result.reason())
                .put("messages", result.messages())
                .put("at", result.at())
                .put("imported", report.imported())
                .put("due", report.due())
                .put("held", report.held());
    }
}
