package org.dectory.api.store;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The durable data of the appliance. Thread-safe.
 *
 * <p>What {@link #write} has acknowledged survives a kill of the process and a power cut. Unique indexes keep these
 * invariants whatever runs concurrently: IPEI, number and login ID are each unique; a device has at most one user and a
 * user at most one device.
 */
@ProviderType
public interface Store {

    /**
     * Reads a consistent snapshot, on the calling thread. It never waits for a writer.
     *
     * @param query asks the questions; it must not keep the view
     * @param <T> what it finds out
     * @return what the query returned
     * @throws StoreException if the data cannot be read
     */
    <T> T read(Function<? super StoreView, T> query);

    /**
     * Changes data in one transaction: all of it or nothing.
     *
     * <p>The function runs on the store's one writer, together with others in one durable commit. It must be pure: no
     * service, no lock, no waiting, and no effect but through the transaction. If it throws, the transaction is undone and
     * the stage fails with that exception.
     *
     * @param actor who makes the change
     * @param work makes the change
     * @param <T> what it returns
     * @return completes after the commit is on the disk, on the store's writer: go on with an {@code ...Async} method. It
     *     fails with a {@link StoreException}, or with what the function threw
     */
    <T> CompletionStage<T> write(Actor actor, Function<? super StoreTransaction, T> work);

    /**
     * Why changes cannot be written at present, such as that the disk is full. It never waits; the answer may be some
     * seconds old.
     *
     * @return the reason in a sentence; empty while changes can be written
     */
    default Optional<String> problem() {
        return Optional.empty();
    }
}
