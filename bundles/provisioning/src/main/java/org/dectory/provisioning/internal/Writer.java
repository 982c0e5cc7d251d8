package org.dectory.provisioning.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;

/** Writes to the store: for those who wait for the disk, and for those who go on meanwhile. */
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
            return start(actor, work).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Begins a transaction; what it gives completes on the writer of the store. */
    <T> CompletableFuture<T> start(Actor actor, Function<? super StoreTransaction, T> work) {
        return store.<T>write(actor, work).toCompletableFuture();
    }
}
