package org.dectory.webconsole.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fieldupdate.BundleChange;
import org.dectory.api.fieldupdate.FieldUpdateService;
import org.dectory.api.fieldupdate.SettingChange;
import org.dectory.api.fieldupdate.UpdateEvent;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.fieldupdate.UpdateStatus;
import org.dectory.api.fieldupdate.Upload;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;

/** Version 7 runs, 8 lies ready, 6 ran before; writes down what it is asked for. */
final class FakeUpdates implements FieldUpdateService {

    final List<String> deeds = new ArrayList<>();
    final List<UpdateEvent> events =
            new ArrayList<>(List.of(new UpdateEvent(Instant.EPOCH, "ROLLED_BACK", 5, "UNHEALTHY", "<it> is not well")));
    CompletionStage<UpdatePlan> answer = completedStage(plan());
    Optional<UpdateStatus.Trial> trial = Optional.empty();
    UpdateStatus.Phase phase = UpdateStatus.Phase.IDLE;

    static UpdatePlan plan() {
        return new UpdatePlan(
                8,
                List.of(
                        new BundleChange("f", Optional.of("1"), Optional.of("2"), BundleChange.Way.BESIDE),
                        new BundleChange("g", Optional.empty(), Optional.of("1"), BundleChange.Way.RESTART)),
                List.of("<others> are wired to g"),
                List.of(new SettingChange("f", "seconds", Optional.of("5"), Optional.of("<6>"))),
                List.of("00ff"));
    }

    void refuse(String code, String message) {
        answer = failedStage(new UpdateRefusedException(code, message));
    }

    @Override
    public UpdateStatus status() {
        return new UpdateStatus(
                Optional.empty(),
                phase,
                7,
                trial.isPresent() ? Optional.empty() : Optional.of(8L),
                Optional.of(6L),
                trial,
                "");
    }

    @Override
    public Upload receive(Actor actor) {
        deeds.add("receive for " + actor.name() + " from " + actor.origin());
        return new Upload() {

            @Override
            public void write(byte[] octets, int offset, int length) {
                deeds.add(length > 100 ? length + " octets" : new String(octets, offset, length, UTF_8));
            }

            @Override
            public CompletionStage<UpdatePlan> stage() {
                deeds.add("stage");
                return answer;
            }

            @Override
            public void close() {
                deeds.add("close");
            }
        };
    }

    @Override
    public CompletionStage<UpdatePlan> stage(Path file, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<UpdatePlan> fetch(URI uri, Optional<FetchRequest.Credentials> credentials, Actor actor) {
        deeds.add("fetch " + uri
                + credentials
                        .map(known -> " as " + known.user() + " "
                                + new String(known.password().chars()))
                        .orElse(""));
        return answer;
    }

    @Override
    public Optional<UpdatePlan> staged() {
        return Optional.of(plan());
    }

    @Override
    public CompletionStage<Long> discard(Actor actor) {
        deeds.add("discard");
        return completedStage(8L);
    }

    @Override
    public CompletionStage<UpdatePlan> startTrial(Actor actor) {
        deeds.add("try");
        return answer;
    }

    @Override
    public CompletionStage<Long> keep(Actor actor) {
        deeds.add("keep");
        return completedStage(8L);
    }

    @Override
    public CompletionStage<Long> rollBack(Actor actor) {
        deeds.add("back");
        return failedStage(new UpdateRefusedException(UpdateRefusedException.BUSY, "<Under> way."));
    }

    @Override
    public Page<UpdateEvent> history(PageRequest page) {
        return new Page<>(events, events.size());
    }
}
