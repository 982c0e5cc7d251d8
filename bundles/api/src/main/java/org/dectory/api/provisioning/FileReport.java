package org.dectory.api.provisioning;

import java.time.Instant;
import java.util.Optional;
import org.dectory.api.store.User;

/**
 * What came of the last import of one file.
 *
 * @param result what came of it, and when the file was last asked for; a file that is often found unchanged may be reported with
 *     an earlier time
 * @param user whose file it is; empty if it made no user
 * @param imported when its content was last taken over or found unchanged, if ever
 * @param due when it is to be fetched again, if ever
 * @param held whether its user is kept although the file is gone (PRV-05)
 */
public record FileReport(
        ImportResult result, Optional<User> user, Optional<Instant> imported, Optional<Instant> due, boolean held) {}
