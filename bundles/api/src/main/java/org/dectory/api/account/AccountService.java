package org.dectory.api.account;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who may administer the appliance. The account {@code omm} is made at the first start with a password of its own, which
 * must be changed at the first login. Thread-safe.
 */
@ProviderType
public interface AccountService {

    /**
     * Checks a password. Takes the time of a password hash and blocks for it; repeated failures from one origin are
     * refused for a while without a look at the password.
     *
     * @param name the account's name
     * @param password the password
     * @param origin where the request comes from, a remote address
     * @return the account; empty if name or password is wrong, which one is not said, or there were too many failures
     */
    Optional<Account> authenticate(String name, Secret password, String origin);

    /**
     * How long an origin is refused yet for its wrong passwords.
     *
     * @param origin where requests come from, a remote address
     * @return the time left; zero if it is not refused
     */
    Duration shutOut(String origin);

    /**
     * Checks the token of local tools, which lies in the data folder, readable by its owner only. Quick.
     *
     * @param token the token
     * @param origin where the request comes from, a remote address
     * @return the account that the token stands for
     */
    Optional<Account> authenticateToken(Secret token, String origin);

    /**
     * Changes a password. Takes the time of two password hashes and blocks for it; the caller sees to it that only the
     * account itself may ask.
     *
     * @param name the account's name
     * @param old the password until now
     * @param replacement the password from now on, 10 to 128 characters
     * @return completes, when it is durable, with what became of it
     */
    CompletionStage<PasswordChange> changePassword(String name, Secret old, Secret replacement);

    /**
     * All accounts.
     *
     * @return the accounts, by name
     */
    List<Account> accounts();

    /**
     * An account.
     *
     * @param name its name
     * @param role what it may do
     * @param mustChangePassword whether nothing but a change of the password is allowed
     */
    record Account(String name, Role role, boolean mustChangePassword) {}

    /** What an account may do. The names are stored: they never change. */
    enum Role {
        /** Everything. */
        FULL_ACCESS,
        /** Look, and change nothing. */
        READ_ONLY
    }

    /** What became of a change of password. */
    enum PasswordChange {
        /** It is changed. */
        CHANGED,
        /** Name or old password is wrong. */
        REFUSED,
        /** The new password is too short, too long, or the old one. */
        TOO_WEAK
    }
}
