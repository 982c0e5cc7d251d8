package org.dectory.webconsole.internal;

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
import org.dectory.api.fieldupdate.FieldUpdateService;
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

    @Override
    public UpdateStatus status() {
        return new UpdateStatus(
                Optional.empty(), UpdateStatus.Phase.IDLE, 7, Optional.of(8L), Optional.of(6L), Optional.empty(), "");
    }

    @Override
    public Upload receive(Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<UpdatePlan> stage(Path file, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<UpdatePlan> fetch(URI uri, Optional<FetchRequest.Credentials> credentials, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<UpdatePlan> startTrial(Actor actor) {
        deeds.add("try");
        return completedStage(new UpdatePlan(8, List.of(), List.of()));
    }

    @Override
    public CompletionStage<Long> rollBack(Actor actor) {
        deeds.add("back");
        return failedStage(new UpdateRefusedException(UpdateRefusedException.BUSY, "under way"));
    }

    @Override
    public Page<UpdateEvent> history(PageRequest page) {
        return new Page<>(
                List.of(new UpdateEvent(Instant.EPOCH, "ROLLED_BACK", 5, "UNHEALTHY", "<it> is not well")), 1);
    }
}
