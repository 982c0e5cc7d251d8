package org.dectory.rest.internal.api;

import org.dectory.api.store.StaleRevisionException;
import org.dectory.rest.internal.http.Call;

/** Heeds the revision that a caller names although it need not. */
final class Revisions {

    private Revisions() {}

    static void check(Call call, long current) {
        if (call.findRevision().filter(named -> named != current).isPresent()) {
            throw new StaleRevisionException("revision: another one (expected: " + current + ")");
        }
    }
}
