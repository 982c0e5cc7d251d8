package org.dectory.provisioning.internal;

import java.util.Optional;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.store.User;

/**
 * What came of an import, for those who wait for it.
 *
 * @param result what came of it, for people
 * @param user the user as stored after it, if there is one; always empty for the common file
 * @param fetchFailed whether the file could not be brought, so that nothing is known about it
 * @param writeFailed whether the store could not take it
 */
record Outcome(ImportResult result, Optional<User> user, boolean fetchFailed, boolean writeFailed) {

    Outcome(ImportResult result, Optional<User> user) {
        this(result, user, false, false);
    }

    /** Whether the server has just confirmed what is stored. */
    boolean isFresh() {
        return result.outcome() == ImportResult.Outcome.IMPORTED || result.outcome() == ImportResult.Outcome.UNCHANGED;
    }
}
