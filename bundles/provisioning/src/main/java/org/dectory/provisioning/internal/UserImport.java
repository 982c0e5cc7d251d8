package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.cfg.CfgParser;
import org.dectory.cfg.CfgResult;
import org.dectory.cfg.FileKind;
import org.dectory.cfg.Finding;
import org.dectory.cfg.ValueOpener;
import org.dectory.provisioning.internal.LiveSettings.Current;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports the file of one user: fetches it and does what its content, its absence or its failure asks for. Blocks; thread-safe. */
final class UserImport {

    private static final Logger logger = LoggerFactory.getLogger(UserImport.class);

    private final Store store;
    private final Writer writer;
    private final Secrets secrets;
    private final Clock clock;
    private final FileSource files;
    private final SourceHealth health;
    private final LiveSettings live;
    private final Supplier<String> facNumber;
    private final Disappearances disappearances;
    private final Tries tries = new Tries();

    /** One import: the settings that held when it began, whom it is about, and what was known. */
    private record Job(
            Current current, Subject subject, String fileName, Optional<User> user, Optional<UserFile> file) {

        /** The version of the file under its present name. */
        String version() {
            return file.filter(known -> known.name().equals(fileName))
                    .map(UserFile::version)
                    .orElse("");
        }
    }

    UserImport(
            Store store,
            Secrets secrets,
            Clock clock,
            FileSource files,
            SourceHealth health,
            LiveSettings live,
            Supplier<String> facNumber) {
        this.store = store;
        this.writer = new Writer(store);
        this.secrets = secrets;
        this.clock = clock;
        this.files = files;
        this.health = health;
        this.live = live;
        this.facNumber = facNumber;
        this.disappearances = new Disappearances(store, clock);
    }

    /**
     * Imports a file.
     *
     * @param current the settings that hold, with a source
     * @param subject whom it is about
     * @param limit the time for the fetch
     * @return what came of it
     */
    Outcome run(Current current, Subject subject, Duration limit) {
        Job job = job(current, subject, subject.fileName());
        try {
            if (job.user.filter(user -> !user.external()).isPresent()) {
                return outcome(job, ImportResult.Outcome.FAILED, "The user is a local one", List.of(), job.user);
            }
            FetchResult result = files.bring(
                    current.settings(), current.source().orElseThrow(), subject.fileName(), job.version(), limit);
            return Thread.currentThread().isInterrupted() ? stopped(job) : take(job, result);
        } catch (StoreException e) {
            return notStored(job, e);
        }
    }

    /**
     * Takes over what a fetch brought that somebody else made.
     *
     * @param current the settings that held
     * @param subject whom it is about
     * @param fileName what the file is called
     * @param result what it brought
     * @return what came of it
     */
    Outcome take(Current current, Subject subject, String fileName, FetchResult result) {
        Job job = job(current, subject, fileName);
        try {
            return job.user.filter(user -> !user.external()).isPresent()
                    ? outcome(job, ImportResult.Outcome.FAILED, "The user is a local one", List.of(), job.user)
                    : take(job, result);
        } catch (StoreException e) {
            return notStored(job, e);
        }
    }

    private Job job(Current current, Subject subject, String fileName) {
        return store.read(view -> {
            Optional<User> user = subject.find(view);
            return new Job(current, subject, fileName, user, user.flatMap(known -> view.findUserFile(known.id())));
        });
    }

    private Outcome notStored(Job job, StoreException e) {
        logger.warn("{} could not be stored: {}", name(job), e.getMessage());
        return outcome(job, ImportResult.Outcome.FAILED, "The data could not be stored", List.of(), job.user);
    }

    private static ImportResult result(Job job, Instant at, ImportResult.Outcome outcome, String reason) {
        return new ImportResult(job.fileName, at, outcome, reason, List.of());
    }

    private Outcome stopped(Job job) {
        String reason = "Provisioning is being stopped";
        return new Outcome(result(job, clock.instant(), ImportResult.Outcome.FAILED, reason), job.user);
    }

    private Outcome take(Job job, FetchResult result) {
        if (!live.stillCounts(job.current)) {
            return outcome(job, ImportResult.Outcome.FAILED, "The source was changed meanwhile", List.of(), job.user);
        }
        health.note(result);
        try {
            if (result instanceof Fetched fetched) {
                return read(job, fetched);
            }
            if (result instanceof Gone gone) {
                return gone(job, gone.proof());
            }
            if (result instanceof Failed failed) {
                return failed(job, failed.reason(), List.of());
            }
            return unchanged(job);
        } catch (ImportRefusedException e) {
            return failed(job, String.valueOf(e.getMessage()), List.of());
        }
    }

    private Outcome read(Job job, Fetched fetched) {
        CfgResult content = CfgParser.parse(
                fetched.content(), FileKind.USER, job.current.settings().maxBytes(), ValueOpener.NO_KEYS);
        if (content instanceof CfgResult.Data data) {
            return apply(job, data, fetched.version());
        }
        if (content instanceof CfgResult.NoData nothing) {
            // Some servers answer an error with a file that is a comment (PRV-05).
            return failed(job, "The file holds no data", nothing.findings());
        }
        return failed(job, ((CfgResult.Unreadable) content).reason(), List.of());
    }

    private Outcome apply(Job job, CfgResult.Data data, String version) {
        Map<SecretKind, Secret> known =
                job.user.map(user -> secrets.findAll(SecretOwner.of(user.id()))).orElseGet(Map::of);
        Optional<Secret> commonPin =
                job.user.isPresent() ? Optional.empty() : secrets.find(SecretOwner.SYSTEM, SecretKind.COMMON_PIN);
        UserChange change = new UserChange(
                job.subject, job.fileName, job.user.map(User::id), data, version, known, commonPin, facNumber);
        // Its service may have to be made first, for which the writer of the store must not wait.
        String unused = facNumber.get();
        try {
            User user = writer.write(tx -> {
                requireCurrent(job);
                return change.apply(tx);
            });
            tries.succeeded(job.subject.fileName());
            logger.info("{} was imported", name(job));
            return outcome(job, ImportResult.Outcome.IMPORTED, "", data.findings(), Optional.of(user));
        } catch (ImportRefusedException e) {
            return failed(job, String.valueOf(e.getMessage()), data.findings());
        } finally {
            known.values().forEach(Secret::close);
            commonPin.ifPresent(Secret::close);
            data.secrets().values().forEach(Secret::close);
        }
    }

    private void requireCurrent(Job job) {
        if (!live.stillCounts(job.current)) {
            throw new ImportRefusedException("The source was changed meanwhile");
        }
    }

    private Outcome unchanged(Job job) {
        Optional<User> user = writer.write(tx -> {
            Optional<User> still = stillExternal(tx, job);
            still.ifPresent(known -> tx.putUserFile(new UserFile(
                    known.id(),
                    job.fileName,
                    job.version(),
                    Optional.of(tx.now()),
                    tx.now().plus(UserChange.interval(tx, known)),
                    Optional.empty())));
            return still;
        });
        tries.succeeded(job.subject.fileName());
        return outcome(job, ImportResult.Outcome.UNCHANGED, "", List.of(), user);
    }

    private Outcome gone(Job job, String proof) {
        tries.succeeded(job.subject.fileName());
        if (job.user.isEmpty()) {
            return outcome(job, ImportResult.Outcome.GONE, proof, List.of(), Optional.empty());
        }
        int external = disappearances.externalUsers();
        Optional<User> left = writer.write(tx -> {
            requireCurrent(job);
            return stillExternal(tx, job).filter(user -> !deleted(tx, job, user, external, proof));
        });
        if (left.isPresent()) {
            if (!Disappearances.isHeld(job.file)) {
                logger.warn("{} is gone, as too many are: the user is kept until an administrator decides", name(job));
            }
            return outcome(job, ImportResult.Outcome.GONE, Disappearances.HELD + proof, List.of(), left);
        }
        logger.info("{} is gone ({}): the user is deleted", name(job), proof);
        return outcome(job, ImportResult.Outcome.GONE, proof, List.of(), Optional.empty());
    }

    private static boolean deleted(StoreTransaction tx, Job job, User user, int external, String proof) {
        Optional<UserFile> file = tx.findUserFile(user.id());
        if (Disappearances.mayDelete(tx, file, external)) {
            tx.removeUser(user.id());
            return true;
        }
        Instant due = tx.now().plus(UserChange.interval(tx, user));
        tx.putUserFile(problem(job, user, file, due, Disappearances.HELD + proof));
        return false;
    }

    private Outcome failed(Job job, String reason, List<Finding> findings) {
        Duration pause = job.current.settings().retry().after(tries.failed(job.subject.fileName()));
        if (job.user.isPresent()) {
            writer.write(tx -> {
                stillExternal(tx, job).ifPresent(user -> {
                    Optional<UserFile> file = tx.findUserFile(user.id());
                    String kept = Disappearances.isHeld(file)
                            ? file.flatMap(UserFile::problem).orElse(reason)
                            : reason;
                    tx.putUserFile(problem(job, user, file, tx.now().plus(pause), kept));
                });
                return true;
            });
        } else {
            tries.succeeded(job.subject.fileName()); // Nobody comes back by a timer for a file that made no user.
        }
        logger.debug("{} was not imported: {}", name(job), reason);
        return outcome(job, ImportResult.Outcome.FAILED, reason, findings, job.user);
    }

    private static UserFile problem(Job job, User user, Optional<UserFile> file, Instant due, String problem) {
        return new UserFile(
                user.id(), job.fileName, job.version(), file.flatMap(UserFile::imported), due, Optional.of(problem));
    }

    private static Optional<User> stillExternal(StoreTransaction tx, Job job) {
        return job.user.flatMap(user -> tx.findUser(user.id())).filter(User::external);
    }

    private static String name(Job job) {
        return job.fileName;
    }

    private Outcome outcome(
            Job job, ImportResult.Outcome outcome, String reason, List<Finding> findings, Optional<User> user) {
        List<String> messages = findings.stream().map(Finding::toString).toList();
        return new Outcome(new ImportResult(name(job), clock.instant(), outcome, reason, messages), user);
    }
}
