package org.dectory.rest.internal.api;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.rest.internal.http.Capabilities;

/** Tells the change feed who changed settings. */
final class SettingsAudit {

    private final Capabilities capabilities;

    SettingsAudit(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /**
     * Tells that settings were changed. They are changed by now, whether it can be told or not.
     *
     * @param pids their identities
     * @return completes with whether it was told; never fails
     */
    CompletionStage<Boolean> changed(Collection<String> pids, Actor actor) {
        return capabilities
                .find(Store.class)
                .map(store -> store.write(actor, transaction -> {
                            String now = transaction.now().toString();
                            pids.forEach(pid -> transaction.putState("settings." + pid, now));
                            return true;
                        })
                        .exceptionally(failure -> false))
                .orElseGet(() -> CompletableFuture.completedStage(false));
    }
}
