package org.dectory.rest.internal.http;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.account.AccountService;
import org.dectory.api.identity.Secret;

/** Three accounts, all with the password {@value #PASSWORD}, and a token. */
public final class FakeAccounts implements AccountService {

    public static final String PASSWORD = "Zuv3r:läss1g";
    public static final String TOKEN = "0123456789abcdef";

    private static final List<Account> ACCOUNTS = List.of(
            new Account("omm", Role.FULL_ACCESS, false),
            new Account("viewer", Role.READ_ONLY, false),
            new Account("fresh", Role.FULL_ACCESS, true));

    private Duration shutOut = Duration.ZERO;

    void shutOutFor(Duration duration) {
        shutOut = duration;
    }

    @Override
    public Optional<Account> authenticate(String name, Secret password, String origin) {
        return password.equals(Secret.of(PASSWORD)) && shutOut.isZero()
                ? ACCOUNTS.stream()
                        .filter(account -> account.name().equals(name))
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public Duration shutOut(String origin) {
        return shutOut;
    }

    @Override
    public Optional<Account> authenticateToken(Secret token, String origin) {
        return token.equals(Secret.of(TOKEN)) ? Optional.of(ACCOUNTS.get(0)) : Optional.empty();
    }

    @Override
    public CompletionStage<PasswordChange> changePassword(String name, Secret old, Secret replacement) {
        if (replacement.length() < 10) {
            return completedStage(PasswordChange.TOO_WEAK);
        }
        return completedStage(old.equals(Secret.of(PASSWORD)) ? PasswordChange.CHANGED : PasswordChange.REFUSED);
    }

    @Override
    public List<Account> accounts() {
        return ACCOUNTS;
    }
}
