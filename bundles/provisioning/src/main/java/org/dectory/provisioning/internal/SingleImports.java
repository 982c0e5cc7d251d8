package org.dectory.provisioning.internal;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.UserId;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.User;
import org.dectory.provisioning.internal.Order.Cause;

/** Imports the file of one user because somebody asks for it. Thread-safe. */
final class SingleImports {

    private static final Actor ACTOR = Actor.system("provisioning");

    private final Store store;
    private final Clock clock;
    private final LiveSettings live;
    private final Imports imports;
    private final Runnable imported;

    /**
     * Imports nothing yet.
     *
     * @param imported is told when a file was fetched
     */
    SingleImports(Store store, Clock clock, LiveSettings live, Imports imports, Runnable imported) {
        this.store = store;
        this.clock = clock;
        this.live = live;
        this.imports = imports;
        this.imported = imported;
    }

    /** Imports the file of whoever is called so, known or not. */
    CompletionStage<ImportResult> user(String login) {
        Subject subject;
        try {
            subject = new Subject(store.read(LoginType::of), login);
        } catch (IllegalArgumentException e) {
            return refused("No number and no login ID");
        }
        return start(new Order(live.current(), subject, Cause.DEMAND, ACTOR));
    }

    /** Makes an external user of a local one, if there is a file. */
    CompletionStage<ImportResult> makeExternal(UserId id, Actor actor) {
        Optional<User> user = store.read(view -> view.findUser(id));
        if (user.isEmpty()) {
            return refused("There is no such user");
        }
        if (user.get().external()) {
            return refused("The user is an external one already");
        }
        return Subject.of(store.read(LoginType::of), user.get())
                .map(subject -> start(new Order(live.current(), subject, Cause.MADE_EXTERNAL, actor)))
                .orElseGet(() -> refused("The user has no login ID"));
    }

    private CompletionStage<ImportResult> start(Order order) {
        return imports.user(order).thenApply(outcome -> {
            imported.run();
            return outcome.result();
        });
    }

    private CompletionStage<ImportResult> refused(String reason) {
        return CompletableFuture.completedStage(
                new ImportResult("", clock.instant(), ImportResult.Outcome.FAILED, reason, List.of()));
    }
}
