package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.identity.Secret;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService.ServerVerdict;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.provisioning.internal.LiveSettings.Current;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches {@code user.cfg} as the user: at a login with the password that was typed, later with the one that was kept
 * (PRV-07). Blocks; thread-safe.
 *
 * <p>What the server says counts only if it refuses wrong passwords. Before somebody is deleted because the file is gone, that
 * is tried anew: else a folder that is not protected any more, and empty, would delete all who come. A refusal changes nothing
 * about a user: whoever knows a number could bring it about.
 */
final class ServerFetches {

    private static final Logger logger = LoggerFactory.getLogger(ServerFetches.class);

    private final Store store;
    private final Writer writer;
    private final Secrets secrets;
    private final Clock clock;
    private final FileSource files;
    private final SourceHealth health;
    private final LiveSettings live;
    private final UserImport users;
    private final ServerTrial trial;

    ServerFetches(
            Store store,
            Secrets secrets,
            Clock clock,
            FileSource files,
            SourceHealth health,
            LiveSettings live,
            UserImport users,
            ServerTrial trial) {
        this.store = store;
        this.writer = new Writer(store);
        this.secrets = secrets;
        this.clock = clock;
        this.files = files;
        this.health = health;
        this.live = live;
        this.users = users;
        this.trial = trial;
    }

    /** One user's account for one piece of work, which is to end in time. */
    private final class Account {

        private final Current current;
        private final Subject subject;
        private final long deadline;

        Account(Current current, Subject subject, Duration limit) {
            this.current = current;
            this.subject = subject;
            this.deadline = System.nanoTime() + limit.toNanos();
        }

        FetchResult fetch(Secret password, String version) {
            return files.bring(
                    current.settings(),
                    current.source().orElseThrow(),
                    Optional.of(new Credentials(subject.name(), password)),
                    ServerMode.FILE,
                    version,
                    Duration.ofNanos(deadline - System.nanoTime()));
        }

        /** Why an answer other than a refusal proves nothing. */
        Optional<String> findDoubt(FetchResult result) {
            return result instanceof Gone
                    ? trial.trustAnew(current, wrong -> fetch(wrong, ""))
                    : trial.trust(current, wrong -> fetch(wrong, ""));
        }

        Outcome take(FetchResult result) {
            return users.take(current, subject, fileName(), result);
        }

        String fileName() {
            return UserFile.ofOwnAccount(subject.name());
        }

        Outcome failed(String reason, Optional<User> user) {
            ImportResult result =
                    new ImportResult(fileName(), clock.instant(), ImportResult.Outcome.FAILED, reason, List.of());
            return new Outcome(result, user);
        }
    }

    /**
     * Has the server judge a password.
     *
     * @param current the settings that hold, with a source
     * @param subject who the person says to be
     * @param password what was typed, not empty
     * @param limit the time for all of it
     * @return the verdict
     */
    ServerVerdict logIn(Current current, Subject subject, Secret password, Duration limit) {
        Account account = new Account(current, subject, limit);
        FetchResult result = account.fetch(password, "");
        if (!live.stillCounts(current)) {
            return new ServerVerdict.Unavailable("The source was changed meanwhile");
        }
        if (result instanceof Failed failed) {
            return refused(account, failed);
        }
        Optional<String> doubt = account.findDoubt(result);
        if (doubt.isPresent()) {
            return new ServerVerdict.Unavailable(doubt.get());
        }
        Outcome outcome = account.take(result);
        boolean proved = outcome.result().outcome() != ImportResult.Outcome.FAILED;
        if (proved && outcome.user().isPresent()) {
            return new ServerVerdict.Proved(outcome.user().get());
        }
        return proved
                ? new ServerVerdict.Gone()
                : new ServerVerdict.Unavailable(outcome.result().reason());
    }

    private ServerVerdict refused(Account account, Failed failed) {
        if (failed.kind() == Kind.ACCESS_DENIED) {
            return new ServerVerdict.Denied();
        }
        if (!Thread.currentThread().isInterrupted()) {
            health.note(account.fileName(), failed);
        }
        return new ServerVerdict.Unavailable(failed.reason());
    }

    /**
     * Brings a user up to date with the password that was kept at the login; without one, nothing is fetched.
     *
     * @param current the settings that hold, with a source
     * @param subject the user
     * @param limit the time for all of it
     * @return what came of it
     */
    Outcome bringUpToDate(Current current, Subject subject, Duration limit) {
        Account account = new Account(current, subject, limit);
        try {
            Optional<User> user = store.read(subject::find).filter(User::external);
            Optional<Secret> kept =
                    user.flatMap(known -> secrets.find(SecretOwner.of(known.id()), SecretKind.SERVER_PASSWORD));
            if (kept.isEmpty()) {
                user.ifPresent(known -> postpone(account, known, Optional.empty()));
                return account.failed("The file is fetched when the user logs in, who alone knows the PIN", user);
            }
            try (Secret password = kept.get()) {
                return bringUpToDate(account, user.orElseThrow(), password);
            }
        } catch (StoreException e) {
            logger.warn("{} could not be stored: {}", account.fileName(), e.getMessage());
            return account.failed("The data could not be stored", Optional.empty());
        }
    }

    private Outcome bringUpToDate(Account account, User user, Secret password) {
        FetchResult result = account.fetch(password, version(account, user));
        if (Thread.currentThread().isInterrupted()) {
            return account.failed("Provisioning is being stopped", Optional.of(user));
        }
        if (result instanceof Failed failed && failed.kind() == Kind.ACCESS_DENIED) {
            String reason = "The server refuses the PIN of the login: log in anew";
            postpone(account, user, Optional.of(reason));
            return account.failed(reason, Optional.of(user));
        }
        Optional<String> doubt = result instanceof Failed ? Optional.empty() : account.findDoubt(result);
        if (doubt.isPresent()) {
            postpone(account, user, doubt);
            return account.failed(doubt.get(), Optional.of(user));
        }
        return account.take(result);
    }

    private String version(Account account, User user) {
        return store.read(view -> view.findUserFile(user.id()))
                .filter(file -> file.name().equals(account.fileName()))
                .map(UserFile::version)
                .orElse("");
    }

    /** Until the next regular time: many wrong passwords would lock the account. */
    private void postpone(Account account, User user, Optional<String> problem) {
        Instant now = clock.instant();
        writer.write(tx -> {
            Optional<UserFile> file = tx.findUserFile(user.id());
            Instant due = now.plus(UserChange.interval(tx, user));
            file.filter(known -> live.stillCounts(account.current))
                    .ifPresent(known -> tx.putUserFile(new UserFile(
                            known.user(),
                            known.name(),
                            known.version(),
                            known.imported(),
                            due,
                            problem.or(known::problem),
                            Optional.of(now),
                            known.messages())));
            return true;
        });
    }
}
