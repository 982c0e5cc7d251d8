package org.dectory.rest.internal.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.fieldupdate.UpdateEvent;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.fieldupdate.UpdateStatus;
import org.dectory.api.fieldupdate.Upload;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.Page;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.BodySink;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.Fields;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;

/** Updates of the appliance: taken in, tried, taken back. */
public final class UpdatesResource {

    private final Capabilities capabilities;

    public UpdatesResource(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/updates", this::show),
                Route.receive("/updates", Set.of("application/octet-stream"), this::open),
                Route.post("/updates/fetch", this::fetch),
                Route.get("/updates/staged", this::showStaged),
                Route.delete("/updates/staged", this::discard),
                Route.post("/updates/trial", this::startTrial),
                Route.post("/updates/keep", this::keep),
                Route.post("/updates/rollback", this::rollBack),
                Route.get("/updates/history", this::history).paged());
    }

    private FieldUpdateService updates() {
        return capabilities.require(FieldUpdateService.class);
    }

    private Answer show(Call call) {
        UpdateStatus status = updates().status();
        Optional<JsonObject> trial = status.trial()
                .map(each -> new JsonObject()
                        .put("version", each.version())
                        .put("since", each.since())
                        .put("verdict", each.verdict()));
        return Answer.ok(new JsonObject()
                .put("taken", status.refusal().isEmpty())
                .put("refusal", status.refusal())
                .put("phase", status.phase())
                .put("running", status.running())
                .put("staged", status.staged())
                .put("previous", status.previous())
                .put("trial", trial)
                .put("remark", status.remark()));
    }

    private BodySink open(Call call) {
        try {
            FieldUpdateService updates = updates();
            if (call.length().orElse(0) > FieldUpdateService.MAXIMUM_OCTETS) {
                throw new UpdateRefusedException(
                        UpdateRefusedException.TOO_LARGE,
                        "An update has " + FieldUpdateService.MAXIMUM_OCTETS + " octets at most.");
            }
            return new UploadSink(updates.receive(call.actor()));
        } catch (UpdateRefusedException e) {
            throw new CompletionException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CompletionStage<Answer> fetch(Call call) {
        Fields fields = call.body(Shape.empty().text("url").text("userName").secret("password"));
        URI uri = fields.parse("url", UpdatesResource::address);
        Optional<Credentials> credentials = fields.findText("userName")
                .filter(name -> !name.isEmpty())
                .map(name -> new Credentials(name, fields.findSecret("password").orElseGet(() -> Secret.of(""))));
        return updates().fetch(uri, credentials, call.actor()).thenApply(plan -> Answer.ok(json(plan)));
    }

    /** Reads an address; what is wrong with it is said without repeating it, for somebody may have put a password into it. */
    private static URI address(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null
                    || Optional.ofNullable(uri.getRawAuthority()).orElse("").contains("@")) {
                throw new IllegalArgumentException(
                        "url: (expected: a protocol, and no credentials; those are userName and password)");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url: " + e.getReason() + " (expected: an address)", e);
        }
    }

    private Answer showStaged(Call call) {
        return updates()
                .staged()
                .map(plan -> Answer.ok(json(plan)))
                .orElseThrow(() -> Problem.notFound("No update lies ready."));
    }

    private CompletionStage<Answer> discard(Call call) {
        return updates().discard(call.actor()).thenApply(version -> Answer.noContent());
    }

    private CompletionStage<Answer> keep(Call call) {
        return updates().keep(call.actor()).thenApply(version -> Answer.ok(new JsonObject().put("version", version)));
    }

    private CompletionStage<Answer> startTrial(Call call) {
        return updates().startTrial(call.actor()).thenApply(plan -> Answer.of(202, json(plan)));
    }

    private CompletionStage<Answer> rollBack(Call call) {
        return updates()
                .rollBack(call.actor())
                .thenApply(version -> Answer.of(202, new JsonObject().put("version", version)));
    }

    private Answer history(Call call) {
        Page<UpdateEvent> page = updates().history(call.page());
        List<JsonObject> items = page.rows().stream()
                .map(event -> new JsonObject()
                        .put("at", event.at())
                        .put("step", event.step())
                        .put("version", event.version())
                        .put("reason", event.reason())
                        .put("detail", event.detail()))
                .toList();
        return Answer.ok(new JsonObject().put("items", items).put("total", page.total()));
    }

    private static JsonObject json(UpdatePlan plan) {
        List<JsonObject> changes = plan.changes().stream()
                .map(change -> new JsonObject()
                        .put("bundle", change.symbolicName())
                        .put("before", change.before())
                        .put("after", change.after())
                        .put("way", change.way()))
                .toList();
        List<JsonObject> settings = plan.settings().stream()
                .map(change -> new JsonObject()
                        .put("pid", change.pid())
                        .put("setting", change.setting())
                        .put("before", change.before())
                        .put("after", change.after()))
                .toList();
        return new JsonObject()
                .put("version", plan.version())
                .put("changes", changes)
                .put("needsRestart", plan.needsRestart())
                .put("restartCauses", plan.restartCauses())
                .put("settings", settings)
                .put("signers", plan.signers());
    }

    /** Hands an update on. */
    private static final class UploadSink implements BodySink {

        private final Upload upload;

        UploadSink(Upload upload) {
            this.upload = upload;
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws UpdateRefusedException, IOException {
            upload.write(octets, offset, length);
        }

        @Override
        public CompletionStage<Answer> whole() {
            return upload.stage().thenApply(plan -> Answer.ok(json(plan)));
        }

        @Override
        public void close() {
            upload.close();
        }
    }
}
