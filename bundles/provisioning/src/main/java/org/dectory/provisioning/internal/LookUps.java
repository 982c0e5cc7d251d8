package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService.UserLookup;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.User;
import org.dectory.api.time.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the user who logs in, and brings the file up to date as far as whoever waits at the phone has patience. Thread-safe. */
final class LookUps {

    private static final Logger logger = LoggerFactory.getLogger(LookUps.class);

    private final Store store;
    private final Clock clock;
    private final Scheduler scheduler;
    private final LiveSettings live;
    private final SourceHealth health;
    private final Fetches fetches;
    private final Imports imports;
    private final ServerLogins server;
    private final Runnable imported;

    /**
     * Looks nobody up yet.
     *
     * @param imported is told when a file was fetched
     */
    LookUps(
            Store store,
            Clock clock,
            Scheduler scheduler,
            LiveSettings live,
            SourceHealth health,
            Fetches fetches,
            Imports imports,
            ServerLogins server,
            Runnable imported) {
        this.store = store;
        this.clock = clock;
        this.scheduler = scheduler;
        this.live = live;
        this.health = health;
        this.fetches = fetches;
        this.imports = imports;
        this.server = server;
        this.imported = imported;
    }

    /** As the service says. */
    CompletionStage<UserLookup> lookUp(String login, Duration patience) {
        try {
            return lookUp(new Subject(store.read(LoginType::of), login), patience);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedStage(new UserLookup.Unknown()); // Nobody can be called that.
        } catch (StoreException e) {
            logger.warn("A user could not be looked up: {}", e.getMessage());
            return CompletableFuture.completedStage(new UserLookup.Unavailable("The data cannot be read"));
        }
    }

    private CompletionStage<UserLookup> lookUp(Subject subject, Duration patience) {
        Optional<User> known = store.read(subject::find);
        if (known.isPresent() && !known.get().external()) {
            return CompletableFuture.completedStage(new UserLookup.Found(known.get(), true));
        }
        if (imports.whyNoUsers().isPresent()) {
            return CompletableFuture.completedStage(asStored(known).orElseGet(UserLookup.Unknown::new));
        }
        if (server.isOn(live.current())) {
            return CompletableFuture.completedStage(new UserLookup.ServerJudges(known));
        }
        if (known.isPresent() && health.isDown()) {
            // Nobody waits for a server that is down. It is asked all the same, unless many wait for it already.
            if (!fetches.isBusy()) {
                var unused = imports.user(subject).thenRun(imported);
            }
            return CompletableFuture.completedStage(new UserLookup.Found(known.get(), false));
        }
        CompletableFuture<UserLookup> answer = new CompletableFuture<>();
        Scheduler.Appointment limit = known.isEmpty()
                ? () -> {}
                : scheduler.at(
                        clock.instant().plus(patience),
                        () -> answer.complete(new UserLookup.Found(known.get(), false)));
        CompletableFuture<Void> unused = imports.user(subject).thenAccept(outcome -> {
            limit.cancel();
            imported.run();
            answer.complete(answer(outcome, known));
        });
        return answer;
    }

    private static UserLookup answer(Outcome outcome, Optional<User> known) {
        if (outcome.user().isPresent()) {
            return new UserLookup.Found(outcome.user().get(), outcome.isFresh());
        }
        if (outcome.result().outcome() == ImportResult.Outcome.FAILED) {
            return asStored(known)
                    .orElseGet(() -> new UserLookup.Unavailable(outcome.result().reason()));
        }
        return new UserLookup.Unknown();
    }

    private static Optional<UserLookup> asStored(Optional<User> known) {
        return known.map(user -> new UserLookup.Found(user, false));
    }
}
