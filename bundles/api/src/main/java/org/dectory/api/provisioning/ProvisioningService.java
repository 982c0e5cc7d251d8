package org.dectory.api.provisioning;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.Actor;
import org.dectory.api.store.User;
import org.osgi.annotation.versioning.ProviderType;

/** External user data provisioning. Thread-safe. */
@ProviderType
public interface ProvisioningService {

    /**
     * Brings the data of the user who is named at a login up to date, and makes the user if only the file exists.
     *
     * <p>A local user is found at once. An external user who is known waits for the server only as long as {@code patience};
     * then the stored data serves, the fetch goes on, and what it finds is applied as if it had come by the interval.
     *
     * @param login what the person dialled: number or login ID, by the system's login type; not checked yet
     * @param patience how long a known user waits for the server
     * @return completes with what is known; never exceptional
     */
    CompletionStage<UserLookup> lookUp(String login, Duration patience);

    /**
     * Where files come from.
     *
     * @return the source, without its password; empty if there is none
     */
    Optional<Source> source();

    /**
     * Sets where files come from and fetches the common file from there.
     *
     * @param source the source; empty switches provisioning off, which deletes nobody
     * @param password the password; empty keeps the one there was, for the same user and server
     * @param actor who sets it
     * @return completes when it is durable and applies; fails with {@link IllegalArgumentException}, the message naming
     *     the field, if it cannot be used
     */
    CompletionStage<Void> configure(Optional<Source> source, Optional<Secret> password, Actor actor);

    /**
     * How the source is doing.
     *
     * @return its status
     */
    ProvisioningStatus status();

    /**
     * Fetches the common file now.
     *
     * @return completes with the result, for people
     */
    CompletionStage<ImportResult> importCommon();

    /**
     * Fetches the file of one user now, known or not.
     *
     * @param login number or login ID, by the system's login type
     * @return completes with the result, for people
     */
    CompletionStage<ImportResult> importUser(String login);

    /** What a look-up found. */
    sealed interface UserLookup {

        /**
         * There is such a user.
         *
         * @param user the user, as stored now
         * @param fresh whether the data is up to date, or the stored one serves because the server is slow or down
         */
        record Found(User user, boolean fresh) implements UserLookup {}

        /** There is no such user, neither here nor as a file. */
        record Unknown() implements UserLookup {}

        /**
         * It cannot be said whether there is such a user, or the file cannot be used.
         *
         * @param reason why, for people
         */
        record Unavailable(String reason) implements UserLookup {}
    }

    /**
     * A place where files lie.
     *
     * @param protocol the URL scheme, such as {@code http}
     * @param server host name or address; empty for {@code file}
     * @param port the port, or 0 for that of the protocol
     * @param path the folder on the server; for {@code file} the folder on this machine
     * @param userName the account there; empty for none
     */
    record Source(String protocol, String server, int port, String path, String userName) {}
}
