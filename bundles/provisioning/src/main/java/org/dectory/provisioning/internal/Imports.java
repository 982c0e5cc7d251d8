package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Store;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.provisioning.internal.LiveSettings.Current;

/** Starts imports, on the threads of {@link Fetches}, and says whether there is anything to import from. Thread-safe. */
final class Imports {

    /** When the file of somebody is due who has none any more. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private static final Duration A_DAY = Duration.ofDays(1);

    private final Store store;
    private final Clock clock;
    private final LiveSettings live;
    private final Fetches fetches;
    private final UserImport users;
    private final CommonImport common;
    private final CommonData commonData;
    private final ServerLogins server;
    private final Writer writer;

    Imports(
            Store store,
            Clock clock,
            LiveSettings live,
            Fetches fetches,
            UserImport users,
            CommonImport common,
            CommonData commonData,
            ServerLogins server) {
        this.store = store;
        this.clock = clock;
        this.live = live;
        this.fetches = fetches;
        this.users = users;
        this.common = common;
        this.commonData = commonData;
        this.server = server;
        this.writer = new Writer(store);
    }

    /** Why no user's file is fetched now; empty if they are. */
    Optional<String> whyNoUsers() {
        if (live.current().source().isEmpty()) {
            return Optional.of("No provisioning source is set");
        }
        return commonData.data().isTrue(UserDataKey.USE_EXTERNAL_USERS)
                ? Optional.empty()
                : Optional.of(UserDataKey.USE_EXTERNAL_USERS.key() + " switches users from files off");
    }

    /** Imports the common file. */
    CompletableFuture<Outcome> common() {
        Current current = live.current();
        if (current.source().isEmpty()) {
            return CompletableFuture.completedFuture(failed(CommonImport.FILE, "No provisioning source is set"));
        }
        return fetches.run(
                current.generation() + "/" + CommonImport.FILE,
                current.settings().fetchLimit(),
                left -> CompletableFuture.completedFuture(common.run(current, left)),
                reason -> failed(CommonImport.FILE, reason));
    }

    /** Lets the common file of a new source come before the first user's: it says who is a user, and with which defaults. */
    CompletableFuture<Boolean> afterCommon() {
        return afterCommon(live.current(), common::wasTried);
    }

    /** As {@link #afterCommon()}; whoever is to be made waits for it in any case: without it, the first PIN is not known. */
    private CompletableFuture<Boolean> afterCommon(Order order) {
        return afterCommon(
                live.current(),
                current -> common.wasTried(current)
                        && store.read(order.subject()::find)
                                .filter(User::external)
                                .isPresent());
    }

    private CompletableFuture<Boolean> afterCommon(Current current, Predicate<Current> enough) {
        Optional<Source> source = current.source();
        boolean ready = source.isEmpty()
                || store.read(view -> CommonImport.isKnown(view, source.get()))
                || enough.test(current);
        return ready ? CompletableFuture.completedFuture(true) : common().thenApply(outcome -> true);
    }

    /** Imports the file of a user because of a login or because its time has come. */
    CompletableFuture<Outcome> user(Subject subject) {
        return user(Order.turn(live.current(), subject));
    }

    /** Imports the file of a user, known or not. */
    CompletableFuture<Outcome> user(Order order) {
        return afterCommon(order).thenCompose(ready -> {
            Optional<String> why = whyNoUsers();
            return order.current().source().isEmpty() || why.isPresent()
                    ? CompletableFuture.completedFuture(failed(order.fileName(), why.orElse("")))
                    : fetches.run(
                            order.key(),
                            order.current().settings().fetchLimit(),
                            left -> start(order, left),
                            reason -> failed(order.fileName(), reason));
        });
    }

    /** Imports the file of a user, known or not, on this thread, which was lent for that. */
    CompletableFuture<Outcome> userHere(Order order) {
        return fetches.runHere(
                order.key(),
                order.current().settings().fetchLimit(),
                left -> start(order, left),
                reason -> failed(order.fileName(), reason));
    }

    private CompletableFuture<Outcome> start(Order order, Duration left) {
        return server.isOn(order.current())
                ? CompletableFuture.completedFuture(server.bringUpToDate(order.current(), order.subject(), left))
                : users.start(order, left);
    }

    /** Imports a file whose time has come. */
    CompletableFuture<Outcome> due(UserFile file) {
        Optional<User> user = store.read(view -> view.findUser(file.user()));
        Optional<Subject> subject =
                user.filter(User::external).flatMap(known -> Subject.of(store.read(LoginType::of), known));
        if (subject.isPresent()) {
            return user(subject.get());
        }
        String problem = user.filter(User::external).isPresent() ? "The user has no login ID" : "";
        Instant now = clock.instant();
        writer.write(tx -> {
            if (tx.findUser(file.user()).isPresent()) {
                Instant due = problem.isEmpty() ? NEVER : now.plus(A_DAY);
                tx.putUserFile(new UserFile(
                        file.user(),
                        file.name(),
                        file.version(),
                        file.imported(),
                        due,
                        Optional.of(problem).filter(text -> !text.isEmpty()),
                        file.tried(),
                        file.messages()));
            }
            return true;
        });
        return CompletableFuture.completedFuture(failed(file.name(), problem));
    }

    private Outcome failed(String fileName, String reason) {
        ImportResult result =
                new ImportResult(fileName, clock.instant(), ImportResult.Outcome.FAILED, reason, List.of());
        return new Outcome(result, Optional.empty());
    }
}
