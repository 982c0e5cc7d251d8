package org.dectory.testkit;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.ChangeFeed;
import org.dectory.api.store.Device;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;

/**
 * A store and all that belongs to it, with short ways to use it in tests.
 *
 * @param store the store
 * @param feed its feed
 * @param secrets its secrets
 * @param closing shuts it
 */
public record StoreUnderTest(Store store, ChangeFeed feed, Secrets secrets, AutoCloseable closing) {

    /** Who makes the changes of {@link #write}. */
    public static final Actor ACTOR = Actor.account("anna", "console");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * An {@link InMemoryStore}.
     *
     * @param clock gives the time of transactions
     * @return the store
     */
    public static StoreUnderTest inMemory(Clock clock) {
        InMemoryStore store = new InMemoryStore(clock);
        return new StoreUnderTest(store, store, store, store);
    }

    /**
     * Writes and waits for the commit.
     *
     * @param work makes the change
     * @param <T> what it returns
     * @return what the function returned
     */
    public <T> T write(Function<? super StoreTransaction, T> work) {
        try {
            return store.write(ACTOR, work)
                    .toCompletableFuture()
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Reads.
     *
     * @param query asks the questions
     * @param <T> what it finds out
     * @return what the query returned
     */
    public <T> T read(Function<? super StoreView, T> query) {
        return store.read(query);
    }

    /**
     * Adds a phone of the 600 series.
     *
     * @param psn the serial number within its IPEI
     * @return the device
     */
    public Device addDevice(int psn) {
        return write(tx -> tx.addDevice(new Ipei(12, psn), HandsetKind.PHONE_600_700, true));
    }

    /**
     * Adds a local user without a login ID.
     *
     * @param number the number
     * @return the user
     */
    public User addUser(String number) {
        return write(tx -> tx.addUser(new UserNumber(number), Optional.empty(), "User " + number, false));
    }
}
