package org.dectory.subscription.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;

/** What is read and written when a phone registers its location; all changes of one answer in one transaction. Thread-safe. */
final class LocationRecords {

    private final Store store;
    private final Secrets secrets;
    private final Clock clock;

    LocationRecords(Store store, Secrets secrets, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
    }

    Optional<Device> findDevice(Ipei phone) {
        return store.read(view -> view.findDevice(phone));
    }

    Optional<Secret> findKey(Device device) {
        return secrets.find(SecretOwner.of(device.id()), SecretKind.UAK);
    }

    /** Whether any phone ever subscribed. */
    boolean hasAnySubscribed() {
        return store.read(view -> StoredState.read(view).firstSuccess().isPresent());
    }

    /**
     * Stores that a phone has proved its key. Its own authentication code has served then and is erased; the first success of
     * all starts the period of the mode that is on, and one by wildcard starts that mode anew.
     *
     * @param seen the device as it was when its key was read
     * @param kind what the handset can do
     * @param settings how long the modes last
     * @return completes when it is durable; with false if the device was changed meanwhile, perhaps with its key
     */
    CompletionStage<Boolean> confirm(Device seen, HandsetKind kind, SubscriptionSettings settings) {
        Instant now = clock.instant();
        return store.write(Actor.phone(seen.ipei()), transaction -> {
            if (!isUnchanged(transaction, seen)) {
                return false;
            }
            // Read before this transaction writes its own.
            ClockReading reading = ClockReading.of(now, transaction.latestInstant());
            transaction.update(knownAs(kind, seen).with(SubscriptionState.SUBSCRIBED));
            transaction.secrets().erase(SecretOwner.of(seen.id()), SecretKind.AUTHENTICATION_CODE);
            boolean byWildcard = WildcardMarks.take(transaction, seen.id());
            ModeState former = StoredState.read(transaction);
            StoredState.write(transaction, former, former.succeeded(reading, byWildcard, settings));
            return true;
        });
    }

    /**
     * Forgets a key that was never confirmed and that the phone does not hold.
     *
     * @param seen the device as it was when its key was read
     * @return completes with whether the key was forgotten; it is not if the device was changed meanwhile
     */
    CompletionStage<Boolean> dropKey(Device seen) {
        return store.write(Actor.phone(seen.ipei()), transaction -> {
            if (!isUnchanged(transaction, seen)) {
                return false;
            }
            transaction.update(seen.with(SubscriptionState.NONE));
            transaction.secrets().erase(SecretOwner.of(seen.id()), SecretKind.UAK);
            return true;
        });
    }

    /** A handset that says what it can do is believed. */
    static Device knownAs(HandsetKind kind, Device device) {
        return kind == HandsetKind.UNKNOWN ? device : device.with(kind);
    }

    private static boolean isUnchanged(StoreTransaction transaction, Device seen) {
        return transaction
                .findDevice(seen.id())
                .filter(device -> device.revision() == seen.revision())
                .isPresent();
    }
}
