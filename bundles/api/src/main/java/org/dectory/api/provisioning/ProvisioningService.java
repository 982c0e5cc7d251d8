package org.dectory.api.provisioning;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.Actor;
import org.dectory.api.store.User;
import org.dectory.api.trust.TrustPolicy;
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
     * Has the server judge a person, by fetching {@code user.cfg} as that person, and takes over what it says: it makes the
     * user, changes the user's data, or deletes a user whose file is gone.
     *
     * <p>Only a file that can be used proves the person. A file that is gone counts only if the server was just seen to
     * refuse a wrong password. Whoever commits the login keeps the password as
     * {@link org.dectory.api.secret.SecretKind#SERVER_PASSWORD}.
     *
     * @param login what the person dialled: number or login ID, by the system's login type; not checked yet
     * @param password what the person typed; a copy is taken
     * @param limit the time for all of it; less if the source is set to less
     * @return completes with the verdict; never exceptional
     */
    default CompletionStage<ServerVerdict> logInAtServer(String login, Secret password, Duration limit) {
        return CompletableFuture.completedStage(new ServerVerdict.Unavailable("The server judges nobody"));
    }

    /**
     * Whether people prove themselves to the server.
     *
     * @return how it stands
     */
    default ServerLogin serverLogin() {
        return ServerLogin.OFF;
    }

    /**
     * Where files come from now: the specific source, or the system's central one (PRV-10).
     *
     * @return the source, without its password; empty if there is none
     */
    Optional<Source> source();

    /**
     * Sets the specific source, lets it count instead of the central one, and fetches the common file from there.
     *
     * @param source the source; empty switches provisioning off, which deletes nobody
     * @param password the password; empty keeps the one there was, for the same user, server and port, unless the
     *     way there is encrypted no more
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

        /**
         * Nothing was fetched: the server itself judges whoever says to be that user ({@link #logInAtServer}), known here or not.
         *
         * @param known the user, as stored now; empty if there is none yet
         */
        record ServerJudges(Optional<User> known) implements UserLookup {}
    }

    /** What the server says of a person who typed a password. */
    sealed interface ServerVerdict {

        /**
         * The person is the user.
         *
         * @param user the user, as stored now
         */
        record Proved(User user) implements ServerVerdict {}

        /** The server refuses the account or the password. */
        record Denied() implements ServerVerdict {}

        /** The server knows the person, and has no file: there is no such user. */
        record Gone() implements ServerVerdict {}

        /**
         * Nothing is proved.
         *
         * @param reason why, for people
         */
        record Unavailable(String reason) implements ServerVerdict {}
    }

    /**
     * A place where files lie.
     *
     * @param protocol the URL scheme, such as {@code http}
     * @param server host name or address; empty for {@code file}
     * @param port the port, or 0 for that of the protocol
     * @param path the folder on the server; for {@code file} the folder on this machine
     * @param userName the account there; empty for none
     * @param trust what is asked of the server before it is believed; empty for the system's policy ('use provisioning
     *     security configuration', PRV-09)
     */
    record Source(String protocol, String server, int port, String path, String userName, Optional<TrustPolicy> trust) {

        /**
         * A source under the system's policy of trust.
         *
         * @param protocol the URL scheme, such as {@code http}
         * @param server host name or address; empty for {@code file}
         * @param port the port, or 0 for that of the protocol
         * @param path the folder on the server; for {@code file} the folder on this machine
         * @param userName the account there; empty for none
         */
        public Source(String protocol, String server, int port, String path, String userName) {
            this(protocol, server, port, path, userName, Optional.empty());
        }

        /**
         * Where it is, for people, and written the same everywhere. No program reads files by it: nothing in it is encoded.
         *
         * @return such as {@code http://phone@files.example:8080/users}; without the password
         */
        public String address() {
            String account = userName.isEmpty() ? "" : userName + "@";
            String host = server.contains(":") ? "[" + server + "]" : server;
            return protocol + "://" + account + host + (port == 0 ? "" : ":" + port) + (path.startsWith("/") ? "" : "/")
                    + path;
        }
    }
}
