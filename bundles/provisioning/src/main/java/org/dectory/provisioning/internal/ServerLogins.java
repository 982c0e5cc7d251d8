package org.dectory.provisioning.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService.ServerVerdict;
import org.dectory.api.provisioning.ServerLogin;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.provisioning.internal.LiveSettings.Current;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the server judge logins, on the threads of {@link Fetches}, each on its own: no two share a verdict. Thread-safe. */
final class ServerLogins {

    private static final Logger logger = LoggerFactory.getLogger(ServerLogins.class);

    private final Store store;
    private final LiveSettings live;
    private final Fetches fetches;
    private final ServerMode mode;
    private final ServerFetches server;
    private final AtomicLong numbers = new AtomicLong();

    ServerLogins(Store store, LiveSettings live, Fetches fetches, ServerMode mode, ServerFetches server) {
        this.store = store;
        this.live = live;
        this.fetches = fetches;
        this.mode = mode;
        this.server = server;
    }

    boolean isOn(Current current) {
        return mode.isOn(current);
    }

    ServerLogin describe() {
        try {
            return mode.describe(live.current());
        } catch (StoreException e) {
            return ServerLogin.OFF;
        }
    }

    /** Brings a user up to date with what was kept at the login. Blocks. */
    Outcome bringUpToDate(Current current, Subject subject, Duration limit) {
        return server.bringUpToDate(current, subject, limit);
    }

    /** Has a person judged; completes on the thread that did it, never exceptional. */
    CompletionStage<ServerVerdict> logIn(String login, Secret password, Duration limit) {
        try {
            Current current = live.current();
            Subject subject = new Subject(store.read(LoginType::of), login);
            if (password.isEmpty() || !mode.isOn(current)) {
                // Without a password some protocols would try the appliance's own key.
                return CompletableFuture.completedStage(new ServerVerdict.Unavailable("The server judges nobody"));
            }
            return run(current, subject, copy(password), limit);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedStage(new ServerVerdict.Unavailable("Nobody can be called that"));
        } catch (StoreException e) {
            logger.warn("A user could not be judged: {}", e.getMessage());
            return CompletableFuture.completedStage(new ServerVerdict.Unavailable("The data cannot be read"));
        }
    }

    private CompletionStage<ServerVerdict> run(Current current, Subject subject, Secret password, Duration limit) {
        Duration most = current.settings().fetchLimit();
        CompletableFuture<ServerVerdict> verdict = new CompletableFuture<>();
        return fetches.run(
                        current.generation() + "/login/" + numbers.incrementAndGet(),
                        limit.compareTo(most) < 0 ? limit : most,
                        left -> {
                            verdict.complete(server.logIn(current, subject, password, left));
                            return CompletableFuture.completedFuture(nothing(subject, ""));
                        },
                        reason -> nothing(subject, reason))
                .thenApply(outcome -> {
                    password.close();
                    return verdict.getNow(
                            new ServerVerdict.Unavailable(outcome.result().reason()));
                });
    }

    private static Secret copy(Secret password) {
        byte[] octets = password.bytes();
        try {
            return Secret.ofBytes(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** Nobody reads it but {@link #run}: the verdict is what counts. */
    private static Outcome nothing(Subject subject, String reason) {
        ImportResult result =
                new ImportResult(subject.fileName(), Instant.EPOCH, ImportResult.Outcome.FAILED, reason, List.of());
        return new Outcome(result, Optional.empty());
    }
}
