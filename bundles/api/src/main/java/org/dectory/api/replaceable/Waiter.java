package org.dectory.api.replaceable;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call that waits for a service to come. */
final class Waiter {

    private final String key;
    private final CompletableFuture<@Nullable Void> arrival = new CompletableFuture<>();

    Waiter(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** Completes when a service for the key has come, which may be gone again by then. */
    CompletableFuture<@Nullable Void> arrival() {
        return arrival;
    }
}
