package org.dectory.provisioning.internal;

import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;

/** Writes and waits for the disk: imports run on threads of their own, and the next step needs the answer. */
final class Writer {

    private static final Actor ACTOR = Actor.system("provisioning");

    private final Store store;

    Writer(Store store) {
        this.store = store;
    }

    /** Runs a transaction and throws what it throws. */
    <T> T write(Function<? super StoreTransaction, T> work) {
        return write(ACTOR, work);
    }

    <T> T write(Actor actor, Function<? super StoreTransaction, T> work) {
        try {
            return store.<T>write(actor, work).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
