package org.dectory.accounts.internal;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.dectory.api.account.AccountService;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts in the store, the token in the data folder, and the first password, which lies there until it is changed.
 */
@Component(service = AccountService.class, configurationPid = "org.dectory.accounts", immediate = true)
public final class Accounts implements AccountService {

    /** The account that is made at the first start. */
    static final String FIRST_ACCOUNT = "omm";

    /** What the token of local tools stands for; no password opens it. */
    static final Account LOCAL_TOOLS = new Account("local-tools", Role.FULL_ACCESS, false);

    private static final int MIN_PASSWORD = 10;
    private static final int MAX_PASSWORD = 128;
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z._@-]{1,64}");
    private static final Actor ACTOR = Actor.system("accounts");
    private static final Logger logger = LoggerFactory.getLogger(Accounts.class);

    private final Store store;
    private final int iterations;
    private final PasswordGate gate;
    private final PrivateFile firstPassword;
    private final Secret token;

    /** Whom nobody is: a wrong name takes as long as a wrong password. */
    private final PasswordHash nobody;

    /** Takes the services; the data folder is the framework's property {@code dectory.data}. */
    @Activate
    public Accounts(@Reference Store store, @Reference Clock clock, BundleContext context) {
        this(store, clock, dataFolder(context), PasswordHash.ITERATIONS);
    }

    Accounts(Store store, Clock clock, Path data, int iterations) {
        this.store = store;
        this.iterations = iterations;
        this.gate = new PasswordGate(clock);
        this.firstPassword = new PrivateFile(data.resolve("first-password"));
        this.nobody = PasswordHash.unmatched(iterations);
        try {
            this.token = findOrMakeToken(new PrivateFile(data.resolve("token")));
            prepareFirstAccount();
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + data + " is of no use: " + e.getMessage(), e);
        }
    }

    private static Path dataFolder(BundleContext context) {
        String folder = context.getProperty("dectory.data");
        if (folder == null || folder.isEmpty()) {
            throw new IllegalStateException("dectory.data: missing (expected: the data folder)");
        }
        return Path.of(folder);
    }

    private static Secret findOrMakeToken(PrivateFile file) throws IOException {
        Optional<Secret> kept = file.find().filter(RandomText::isToken);
        if (kept.isPresent()) {
            return kept.get();
        }
        Secret made = RandomText.token();
        file.write(made);
        logger.info("The token of local tools is in {}", file.path());
        return made;
    }

    /** The file comes first: an account whose password nobody knows would be worse than a file without an account. */
    private void prepareFirstAccount() throws IOException {
        Map<String, String> states = store.read(view -> view.states(StoredAccount.prefix()));
        if (states.isEmpty()) {
            Secret password = RandomText.password();
            firstPassword.write(password);
            StoredAccount made = new StoredAccount(
                    new Account(FIRST_ACCOUNT, Role.FULL_ACCESS, true),
                    PasswordHash.of(password, PasswordHash.ITERATIONS_IF_RANDOM).stored());
            store.write(ACTOR, tx -> {
                        tx.putState(StoredAccount.key(FIRST_ACCOUNT), made.text());
                        return true;
                    })
                    .whenComplete((done, failure) -> reportFirstAccount(failure));
        } else if (find(FIRST_ACCOUNT)
                .filter(omm -> omm.account().mustChangePassword())
                .isEmpty()) {
            // The appliance died between the change of the password and the end of the file.
            firstPassword.delete();
        }
    }

    private void reportFirstAccount(@Nullable Throwable failure) {
        if (failure == null) {
            logger.info("Account {} is made; its first password is in {}", FIRST_ACCOUNT, firstPassword.path());
        } else {
            logger.error("Account {} could not be made: restart when the store works", FIRST_ACCOUNT, failure);
        }
    }

    @Override
    public Optional<Account> authenticate(String name, Secret password, String origin) {
        Optional<StoredAccount> account = find(name);
        PasswordHash hash =
                account.map(known -> PasswordHash.parse(known.hash())).orElse(nobody);
        boolean right = isAcceptable(password) && gate.passes(hash, password, origin);
        return right ? account.map(StoredAccount::account) : Optional.empty();
    }

    @Override
    public Duration shutOut(String origin) {
        return gate.shutOut(origin);
    }

    /** A wrong token counts for nothing: it cannot be guessed, and local tools must not be shut out by wrong passwords. */
    @Override
    public Optional<Account> authenticateToken(Secret given, String origin) {
        if (token.equals(given)) {
            return Optional.of(LOCAL_TOOLS);
        }
        logger.debug("Wrong token from {}", origin);
        return Optional.empty();
    }

    @Override
    public CompletionStage<PasswordChange> changePassword(String name, Secret old, Secret replacement) {
        if (!isStrong(replacement) || replacement.equals(old)) {
            return completedStage(PasswordChange.TOO_WEAK);
        }
        Optional<StoredAccount> known = find(name);
        PasswordHash hash =
                known.map(account -> PasswordHash.parse(account.hash())).orElse(nobody);
        if (!isAcceptable(old) || !gate.passes(hash, old, "change of password: " + name) || known.isEmpty()) {
            return completedStage(PasswordChange.REFUSED);
        }
        String before = known.get().text();
        String after =
                known.get().withPassword(gate.hash(replacement, iterations)).text();
        return store.write(Actor.account(name, ""), tx -> {
                    boolean unchanged = tx.findState(StoredAccount.key(name))
                            .filter(before::equals)
                            .isPresent();
                    if (unchanged) {
                        tx.putState(StoredAccount.key(name), after);
                    }
                    return unchanged ? PasswordChange.CHANGED : PasswordChange.REFUSED;
                })
                .thenApplyAsync(change -> finish(name, change), task -> new Thread(task, "accounts").start());
    }

    private PasswordChange finish(String name, PasswordChange change) {
        if (change == PasswordChange.CHANGED) {
            gate.forget();
            logger.info("Account {} has a new password", name);
            if (name.equals(FIRST_ACCOUNT)) {
                deleteFirstPassword();
            }
        }
        return change;
    }

    private void deleteFirstPassword() {
        try {
            firstPassword.delete();
        } catch (IOException e) {
            logger.warn("{} is out of date and could not be deleted", firstPassword.path(), e);
        }
    }

    @Override
    public List<Account> accounts() {
        return store.read(view -> view.states(StoredAccount.prefix())).entrySet().stream()
                .map(entry ->
                        StoredAccount.parse(entry.getKey(), entry.getValue()).account())
                .toList();
    }

    private Optional<StoredAccount> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        String key = StoredAccount.key(name);
        return store.read(view -> view.findState(key)).map(text -> StoredAccount.parse(key, text));
    }

    /** No password of ours is longer, and hashing a longer one would be a gift to whoever sends it. */
    private static boolean isAcceptable(Secret password) {
        return password.length() <= 4 * MAX_PASSWORD && characters(password) <= MAX_PASSWORD;
    }

    private static boolean isStrong(Secret password) {
        return isAcceptable(password) && characters(password) >= MIN_PASSWORD;
    }

    /** How many characters a password has; too many if it is no text. */
    private static int characters(Secret password) {
        try {
            char[] chars = password.chars();
            int count = Character.codePointCount(chars, 0, chars.length);
            Arrays.fill(chars, '\0');
            return count;
        } catch (IllegalStateException e) {
            return Integer.MAX_VALUE;
        }
    }
}
