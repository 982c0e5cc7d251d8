package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.User;
import org.dectory.cfg.CfgResult;
import org.dectory.cfg.FileKind;
import org.dectory.cfg.Finding;
import org.dectory.provisioning.internal.LiveSettings.Current;
import org.dectory.provisioning.internal.Order.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports the file of one user: fetches it and does what its content, its absence or its failure asks for. The calling thread
 * fetches; the disk keeps nobody waiting. Thread-safe.
 */
final class UserImport {

    private static final Logger logger = LoggerFactory.getLogger(UserImport.class);

    private final Store store;
    private final Secrets secrets;
    private final Clock clock;
    private final FileSource files;
    private final CfgReader reader;
    private final SourceHealth health;
    private final Supplier<String> facNumber;
    private final FileBooks books;

    UserImport(
            Store store,
            Secrets secrets,
            Clock clock,
            FileSource files,
            CfgReader reader,
            SourceHealth health,
            Supplier<String> facNumber,
            FileBooks books) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
        this.files = files;
        this.reader = reader;
        this.health = health;
        this.facNumber = facNumber;
        this.books = books;
    }

    /**
     * Imports a file.
     *
     * @param order what is to be imported
     * @param limit the time for the fetch
     * @return completes with what came of it when that is on the disk, on any thread; never exceptional
     */
    CompletableFuture<Outcome> start(Order order, Duration limit) {
        Job job = Job.of(store, order);
        try {
            if (job.isLocal() != (order.cause() == Cause.MADE_EXTERNAL)) {
                return now(
                        job,
                        ImportResult.Outcome.FAILED,
                        job.isLocal() ? "The user is a local one" : "The user is an external one already");
            }
            FetchResult result = files.bring(
                    order.current().settings(),
                    order.current().source().orElseThrow(),
                    order.fileName(),
                    job.version(),
                    limit);
            if (Thread.currentThread().isInterrupted()) {
                return now(job, ImportResult.Outcome.FAILED, "Provisioning is being stopped");
            }
            return take(job, result).exceptionally(failure -> failed(job, failure));
        } catch (StoreException e) {
            return CompletableFuture.completedFuture(failed(job, e));
        }
    }

    /**
     * Takes over what a fetch brought that somebody else made.
     *
     * @param current the settings that held
     * @param subject whom it is about
     * @param fileName what the file is called
     * @param result what it brought
     * @return what came of it, when that is on the disk
     */
    Outcome take(Current current, Subject subject, String fileName, FetchResult result) {
        Order turn = Order.turn(current, subject);
        Job job = Job.of(store, new Order(current, subject, fileName, turn.cause(), turn.actor()));
        CompletableFuture<Outcome> taken =
                job.isLocal() ? now(job, ImportResult.Outcome.FAILED, "The user is a local one") : take(job, result);
        return taken.exceptionally(failure -> failed(job, failure)).join();
    }

    private CompletableFuture<Outcome> now(Job job, ImportResult.Outcome outcome, String reason) {
        return CompletableFuture.completedFuture(outcome(job, outcome, reason, List.of(), job.user()));
    }

    private Outcome failed(Job job, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        logger.warn("{} could not be stored: {}", job.fileName(), cause.getMessage());
        String reason =
                "The data could not be stored" + (cause instanceof StoreException ? ": " + cause.getMessage() : "");
        Outcome outcome = outcome(job, ImportResult.Outcome.FAILED, reason, List.of(), job.user());
        return new Outcome(outcome.result(), outcome.user(), false, true);
    }

    private CompletableFuture<Outcome> take(Job job, FetchResult result) {
        if (!books.stillCounts(job)) {
            return now(job, ImportResult.Outcome.FAILED, "The source was changed meanwhile");
        }
        health.note(job.fileName(), result);
        if (result instanceof Fetched fetched) {
            return read(job, fetched);
        }
        if (result instanceof Gone gone) {
            return gone(job, gone.proof());
        }
        if (result instanceof Failed failed) {
            return refused(job, failed.reason(), List.of())
                    .thenApply(outcome -> new Outcome(outcome.result(), outcome.user(), true, false));
        }
        return unchanged(job, ((Unchanged) result).version());
    }

    private CompletableFuture<Outcome> read(Job job, Fetched fetched) {
        CfgResult content = reader.read(
                fetched.content(),
                FileKind.USER,
                job.order().current().settings().maxBytes());
        if (content instanceof CfgResult.Data data) {
            return apply(job, data, fetched.version());
        }
        if (content instanceof CfgResult.NoData nothing) {
            // Some servers answer an error with a file that is a comment (PRV-05).
            return refused(job, "The file holds no data", messages(nothing.findings()));
        }
        return refused(job, ((CfgResult.Unreadable) content).reason(), List.of());
    }

    private CompletableFuture<Outcome> apply(Job job, CfgResult.Data data, String version) {
        Map<SecretKind, Secret> known = job.user()
                .map(user -> secrets.findAll(SecretOwner.of(user.id())))
                .orElseGet(Map::of);
        List<String> messages = messages(data.findings());
        UserChange change = new UserChange(
                job.order().subject(),
                job.fileName(),
                job.user(),
                data,
                version,
                messages,
                known,
                job.order().current().source().orElseThrow(),
                clock.instant(),
                facNumber);
        // Its service may have to be made first, for which the writer of the store must not wait.
        String unused = facNumber.get();
        return books.start(job, tx -> {
                    books.requireCurrent(job);
                    return change.apply(tx);
                })
                .whenComplete((user, failure) -> {
                    known.values().forEach(Secret::close);
                    data.close();
                })
                .thenApply(user -> imported(job, messages, user))
                .exceptionallyCompose(failure -> refused(job, failure, messages));
    }

    private Outcome imported(Job job, List<String> messages, User user) {
        books.succeeded(job);
        if (job.order().cause() == Cause.TURN) {
            logger.info("{} was imported", job.fileName());
        }
        return outcome(job, ImportResult.Outcome.IMPORTED, "", messages, Optional.of(user));
    }

    private CompletableFuture<Outcome> refused(Job job, Throwable failure, List<String> messages) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof ImportRefusedException
                ? refused(job, String.valueOf(cause.getMessage()), messages)
                : CompletableFuture.failedFuture(cause);
    }

    private CompletableFuture<Outcome> unchanged(Job job, String version) {
        return books.unchanged(job, version)
                .thenApply(user -> outcome(job, ImportResult.Outcome.UNCHANGED, "", List.of(), user));
    }

    private CompletableFuture<Outcome> gone(Job job, String proof) {
        if (!job.isExternal()) {
            return now(job, ImportResult.Outcome.GONE, proof);
        }
        return books.gone(job, proof)
                .thenApply(left -> {
                    String reason = left.isPresent() ? FileBooks.HELD + proof : proof;
                    return outcome(job, ImportResult.Outcome.GONE, reason, List.of(), left);
                })
                .exceptionallyCompose(failure -> refused(job, failure, List.of()));
    }

    /** The file cannot be used: nothing is changed but what is known about it. */
    private CompletableFuture<Outcome> refused(Job job, String reason, List<String> messages) {
        logger.debug("{} was not imported: {}", job.fileName(), reason);
        return books.failed(job, reason, messages)
                .thenApply(done -> outcome(job, ImportResult.Outcome.FAILED, reason, messages, job.user()));
    }

    private static List<String> messages(List<Finding> findings) {
        return findings.isEmpty()
                ? List.of()
                : findings.stream().map(Finding::toString).toList();
    }

    private Outcome outcome(
            Job job, ImportResult.Outcome outcome, String reason, List<String> messages, Optional<User> user) {
        return new Outcome(new ImportResult(job.fileName(), clock.instant(), outcome, reason, messages), user);
    }
}
