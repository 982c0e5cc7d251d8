package org.dectory.api.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dectory.api.identity.UserId;

/**
 * What is known about the last import of one user's file.
 *
 * @param user whose file it is
 * @param name the file's name on the server, such as {@code 4711.cfg}; of a file that each user fetches with the own account, as
 *     {@link #ofOwnAccount} says
 * @param version what the server called this version (an ETag or a time); empty if it gave none
 * @param imported when its content was last taken over or found unchanged
 * @param due when it is to be fetched again
 * @param problem why the last try failed; empty if it did not
 * @param tried when it was last tried, if that was ever noted
 * @param messages what was found in the file, a line each, without line breaks
 */
public record UserFile(
        UserId user,
        String name,
        String version,
        Optional<Instant> imported,
        Instant due,
        Optional<String> problem,
        Optional<Instant> tried,
        List<String> messages) {

    /** Most characters of all messages together; the store leaves out those beyond. */
    public static final int MAX_MESSAGES = 4096;

    /** No number and no login ID has a blank: no other file is called so. */
    private static final String OWN_ACCOUNT = "user.cfg of ";

    /**
     * Copies the messages.
     *
     * @param user whose file it is
     * @param name the file's name on the server, such as {@code 4711.cfg}
     * @param version what the server called this version (an ETag or a time); empty if it gave none
     * @param imported when its content was last taken over or found unchanged
     * @param due when it is to be fetched again
     * @param problem why the last try failed; empty if it did not
     * @param tried when it was last tried, if that was ever noted
     * @param messages what was found in the file, a line each, without line breaks
     */
    public UserFile {
        messages = List.copyOf(messages);
    }

    /**
     * A file in which nothing was found that is worth a message.
     *
     * @param user whose file it is
     * @param name the file's name on the server, such as {@code 4711.cfg}
     * @param version what the server called this version (an ETag or a time); empty if it gave none
     * @param imported when its content was last taken over or found unchanged
     * @param due when it is to be fetched again
     * @param problem why the last try failed; empty if it did not
     */
    public UserFile(
            UserId user,
            String name,
            String version,
            Optional<Instant> imported,
            Instant due,
            Optional<String> problem) {
        this(user, name, version, imported, due, problem, Optional.empty(), List.of());
    }

    /**
     * What the file {@code user.cfg} of one user is called here: the server has one of that name for each account.
     *
     * @param login number or login ID, which is the account
     * @return the name
     */
    public static String ofOwnAccount(String login) {
        return OWN_ACCOUNT + login;
    }

    /**
     * Whether the file was fetched with the user's own account. Who the user is, the server alone can say then: no PIN that is
     * stored here proves it, least of all the default PIN.
     *
     * @return whether it was
     */
    public boolean isOfOwnAccount() {
        return name.startsWith(OWN_ACCOUNT);
    }
}
