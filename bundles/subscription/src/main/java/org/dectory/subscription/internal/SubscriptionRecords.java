package org.dectory.subscription.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Park;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler.AccessRightsRequest;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.dectory.subscription.internal.SubscriptionRules.Decision;

/** What a subscription reads and writes: the device, its key and its code, each change in one transaction. Thread-safe. */
final class SubscriptionRecords {

    private final Store store;
    private final Secrets secrets;
    private final Clock clock;

    SubscriptionRecords(Store store, Secrets secrets, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A request, and what was decided about it when. */
    record Judgement(AccessRightsRequest request, Park park, Instant at, Decision decision) {}

    /** Decides about a request by what is stored now. */
    Judgement judge(AccessRightsRequest request, Park park) {
        record Stored(SubscriptionState state, Optional<Instant> latest, Optional<Device> device) {}
        Stored stored = store.read(
                view -> new Stored(StoredState.read(view), view.latestInstant(), view.findDevice(request.phone())));
        Instant now = clock.instant();
        Decision decision = SubscriptionRules.decide(
                stored.state().status(ClockReading.of(now, stored.latest())), request.park(), park, stored.device());
        return new Judgement(request, park, now, decision);
    }

    /** The authentication code that the phone must prove. */
    Optional<Secret> findAuthenticationCode(Decision decision) {
        Optional<Secret> own = decision instanceof Decision.Subscribe subscribe
                ? secrets.find(SecretOwner.of(subscribe.device()), SecretKind.AUTHENTICATION_CODE)
                : Optional.empty();
        return own.or(() -> secrets.find(SecretOwner.SYSTEM, SecretKind.AUTHENTICATION_CODE));
    }

    /**
     * Stores a phone's new key, unconfirmed, with its device, which is made if the decision says so.
     *
     * @param judgement what was asked and decided
     * @param algorithm the algorithm that the key is for
     * @param uak the key
     * @return completes when it is durable; with a reason if what was decided does not hold any more
     */
    CompletionStage<Optional<Reason>> storeKey(Judgement judgement, String algorithm, Secret uak) {
        return store.write(
                Actor.phone(judgement.request().phone()),
                transaction -> storeKey(transaction, judgement, algorithm, uak));
    }

    private static Optional<Reason> storeKey(
            StoreTransaction transaction, Judgement judgement, String algorithm, Secret uak) {
        AccessRightsRequest request = judgement.request();
        Optional<Device> found = transaction.findDevice(request.phone());
        // Devices, codes and modes may have changed while the phone was computing. A period that ends in between does
        // no harm.
        Decision decision = SubscriptionRules.decide(
                StoredState.read(transaction).status(new ClockReading(judgement.at(), Instant.MIN)),
                request.park(),
                judgement.park(),
                found);
        if (decision instanceof Decision.Refuse refuse) {
            return Optional.of(refuse.reason());
        }
        if (!decision.equals(judgement.decision())) {
            // A device was made or made anew meanwhile: its code may be another one than the phone has proved.
            return Optional.of(Reason.NOT_STORED);
        }
        Device device = found.orElseGet(() -> transaction.addDevice(request.phone(), request.kind(), false));
        transaction.update(knownAs(request.kind(), device)
                .with(Device.SubscriptionState.UNCONFIRMED)
                .withAlgorithm(algorithm));
        transaction.secrets().put(SecretOwner.of(device.id()), SecretKind.UAK, uak);
        return Optional.empty();
    }

    private static Device knownAs(HandsetKind kind, Device device) {
        return kind == HandsetKind.UNKNOWN ? device : device.with(kind);
    }

    Optional<Device> findDevice(Ipei phone) {
        return store.read(view -> view.findDevice(phone));
    }

    Optional<Secret> findKey(Device device) {
        return secrets.find(SecretOwner.of(device.id()), SecretKind.UAK);
    }

    /**
     * Stores that a phone has proved its key. Its own authentication code has served then and is erased; the first success of
     * all starts the period of the mode that is on.
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
            Optional<Instant> latest = transaction.latestInstant();
            transaction.update(knownAs(kind, seen).with(Device.SubscriptionState.SUBSCRIBED));
            transaction.secrets().erase(SecretOwner.of(seen.id()), SecretKind.AUTHENTICATION_CODE);
            SubscriptionState former = StoredState.read(transaction);
            ClockReading reading = ClockReading.of(now, latest);
            StoredState.write(transaction, former, former.succeeded(reading, false, settings));
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
            transaction.update(seen.with(Device.SubscriptionState.NONE));
            transaction.secrets().erase(SecretOwner.of(seen.id()), SecretKind.UAK);
            return true;
        });
    }

    private static boolean isUnchanged(StoreTransaction transaction, Device seen) {
        return transaction
                .findDevice(seen.id())
                .filter(device -> device.revision() == seen.revision())
                .isPresent();
    }
}
