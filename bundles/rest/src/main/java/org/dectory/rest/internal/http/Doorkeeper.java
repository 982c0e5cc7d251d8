package org.dectory.rest.internal.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.dectory.api.account.AccountService;
import org.dectory.api.account.AccountService.Account;
import org.dectory.api.account.AccountService.Role;
import org.dectory.api.identity.Secret;

/** Lets in who has an account (Basic, RFC 7617) or a token (Bearer, RFC 6750), and to where the account may go. */
final class Doorkeeper {

    private static final String CHALLENGE = "Basic realm=\"Dectory\", charset=\"UTF-8\", Bearer realm=\"Dectory\"";

    private final Capabilities capabilities;

    Doorkeeper(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /**
     * Finds out who sends a request. A password takes the time of its hash.
     *
     * @throws ProblemException if it is nobody we know
     */
    Account identify(Request request) {
        String[] credentials =
                request.headers().find("Authorization").orElse("").split(" +", 2);
        if (credentials.length < 2) {
            throw refused("Send the credentials of an account (Basic) or a token (Bearer).");
        }
        AccountService accounts = capabilities.require(AccountService.class);
        return switch (credentials[0].toLowerCase(Locale.ROOT)) {
            case "basic" ->
                password(accounts, credentials[1], request.remote())
                        .orElseThrow(() -> refusal(accounts.shutOut(request.remote())));
            case "bearer" ->
                token(accounts, credentials[1], request.remote()).orElseThrow(() -> refused("The token is wrong."));
            default -> throw refused("There is Basic and Bearer authentication here.");
        };
    }

    private static ProblemException refusal(Duration shutOut) {
        if (shutOut.isZero()) {
            return refused("The account or its password is wrong.");
        }
        long seconds = shutOut.toSeconds() + 1;
        return Problem.of(ProblemType.TOO_MANY_FAILURES, "Passwords are refused for " + seconds + " s.")
                .with("Retry-After", Long.toString(seconds))
                .exception();
    }

    private static Optional<Account> password(AccountService accounts, String encoded, String remote) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = 0;
        while (colon < decoded.length && decoded[colon] != ':') {
            colon++;
        }
        byte[] octets = Arrays.copyOfRange(decoded, Math.min(colon + 1, decoded.length), decoded.length);
        try (Secret password = Secret.ofBytes(octets)) {
            String name = new String(decoded, 0, colon, StandardCharsets.UTF_8);
            return accounts.authenticate(name, password, remote);
        } finally {
            Arrays.fill(decoded, (byte) 0);
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static Optional<Account> token(AccountService accounts, String text, String remote) {
        try (Secret token = Secret.of(text)) {
            return accounts.authenticateToken(token, remote);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Stops an account where it may not go.
     *
     * @throws ProblemException if it may not
     */
    static void check(Account account, Access access) {
        if (account.mustChangePassword() && access != Access.OWN_ACCOUNT) {
            throw Problem.of(
                            ProblemType.PASSWORD_CHANGE_REQUIRED,
                            "Change the password of this account with PUT /api/v1/account/password.")
                    .exception();
        }
        if (access == Access.CHANGE && account.role() != Role.FULL_ACCESS) {
            throw Problem.of(ProblemType.READ_ONLY_ACCOUNT, "This needs an account with full access.")
                    .exception();
        }
    }

    private static ProblemException refused(String detail) {
        return Problem.of(ProblemType.UNAUTHENTICATED, detail)
                .with("WWW-Authenticate", CHALLENGE)
                .exception();
    }
}
