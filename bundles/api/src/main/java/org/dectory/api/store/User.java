package org.dectory.api.store;

import java.time.Instant;
import java.util.Optional;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;

/**
 * A user data set: a person who uses phones. Everything but its identity lies in {@linkplain Layer layers}; its PINs and
 * passwords are {@linkplain org.dectory.api.secret.Secrets secrets}.
 *
 * @param id its number (uid)
 * @param revision counts the changes of this record, from 1
 * @param number number or SIP user name, unique
 * @param loginId login or additional ID, unique if there is one
 * @param name the name that phones show; may be empty, at most 64 characters
 * @param external whether the user comes from a file of the provisioning server
 * @param created when the record was made
 */
public record User(
        UserId id,
        long revision,
        UserNumber number,
        Optional<LoginId> loginId,
        String name,
        boolean external,
        Instant created) {

    /** Longest name, in characters. */
    public static final int MAX_NAME = 64;

    /**
     * A copy with another identity.
     *
     * @param number the new number
     * @param loginId the new login ID, if any
     * @param name the new name
     * @return the copy, of the same revision
     */
    public User with(UserNumber number, Optional<LoginId> loginId, String name) {
        return new User(id, revision, number, loginId, name, external, created);
    }

    /**
     * A copy that is external or local.
     *
     * @param external whether the user comes from a file
     * @return the copy, of the same revision
     */
    public User withExternal(boolean external) {
        return new User(id, revision, number, loginId, name, external, created);
    }
}
