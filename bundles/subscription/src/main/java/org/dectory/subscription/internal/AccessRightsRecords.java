package org.dectory.subscription.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Park;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler.AccessRightsRequest;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.subscription.RefusedSubscription.Reason;

/** What is read and written when a phone asks for access rights; all changes of one answer in one transaction. Thread-safe. */
final class AccessRightsRecords {

    private final Store store;
    private final Secrets secrets;
    private final Clock clock;

    AccessRightsRecords(Store store, Secrets secrets, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A request, and what was decided about it. */
    record Judgement(AccessRightsRequest request, Park park, Decision decision) {}

    /** Decides about a request by what is stored now. */
    Judgement judge(AccessRightsRequest request, Park park) {
        Decision decision = store.read(view -> decide(view, clock.instant(), request, park));
        return new Judgement(request, park, decision);
    }

    private static Decision decide(StoreView view, Instant now, AccessRightsRequest request, Park park) {
        ClockReading reading = ClockReading.of(now, view.latestInstant());
        Facts facts = Facts.of(view, StoredState.read(view).status(reading), request);
        return SubscriptionRules.decide(facts, request.park(), park);
    }

    /** The authentication code that the phone must prove. */
    Optional<Secret> findAuthenticationCode(Decision decision) {
        Optional<Secret> own = decision instanceof Decision.Subscribe subscribe
                ? secrets.find(SecretOwner.of(subscribe.device()), SecretKind.AUTHENTICATION_CODE)
                : Optional.empty();
        return own.or(() -> secrets.find(SecretOwner.SYSTEM, SecretKind.AUTHENTICATION_CODE));
    }

    /**
     * Stores a phone's new key, unconfirmed, with its device and its user, as was decided.
     *
     * @param judgement what was asked and decided
     * @param algorithm the algorithm that the key is for
     * @param uak the key
     * @return completes when it is durable; with a reason if what was decided does not hold any more
     */
    CompletionStage<Optional<Reason>> storeKey(Judgement judgement, String algorithm, Secret uak) {
        Instant now = clock.instant();
        AccessRightsRequest request = judgement.request();
        return store.write(Actor.phone(request.phone()), transaction -> {
            // Devices, users and modes may have changed while the phone was computing, or the period may have ended.
            Decision decision = decide(transaction, now, request, judgement.park());
            if (decision instanceof Decision.Refuse refuse) {
                return Optional.of(refuse.reason());
            }
            if (!decision.equals(judgement.decision())) {
                // Perhaps a device was made or made anew: its code may be another one than the phone has proved.
                return Optional.of(Reason.CHANGED_MEANWHILE);
            }
            Device device = prepare(transaction, decision, request);
            transaction.update(LocationRecords.knownAs(request.kind(), device)
                    .with(SubscriptionState.UNCONFIRMED)
                    .withAlgorithm(algorithm));
            transaction.secrets().put(SecretOwner.of(device.id()), SecretKind.UAK, uak);
            return Optional.empty();
        });
    }

    private static Device prepare(StoreTransaction transaction, Decision decision, AccessRightsRequest request) {
        return decision instanceof Decision.Assign assign
                ? assign(transaction, assign, request)
                : transaction
                        .findDevice(request.phone())
                        .orElseGet(() -> transaction.addDevice(request.phone(), request.kind(), false));
    }

    private static Device assign(StoreTransaction transaction, Decision.Assign assign, AccessRightsRequest request) {
        Optional<Device> former = assign.former().flatMap(transaction::findDevice);
        assign.former().ifPresent(transaction::removeDevice);
        Device device =
                assign.device().flatMap(transaction::findDevice).orElseGet(() -> add(transaction, request, former));
        transaction.link(device.id(), assign.user(), Relation.Kind.FIXED);
        // The system's code has let it in, and must let it in again if it loses its key now.
        transaction.secrets().erase(SecretOwner.of(device.id()), SecretKind.AUTHENTICATION_CODE);
        WildcardMarks.add(transaction, device.id());
        return device;
    }

    /** What administration had set for the user's former phone holds for the one that takes its place. */
    private static Device add(StoreTransaction transaction, AccessRightsRequest request, Optional<Device> former) {
        boolean encryption = former.filter(Device::encryption).isPresent();
        Device made = transaction.addDevice(request.phone(), request.kind(), encryption);
        return former.map(old -> made.withNumbers(old.sosNumber(), old.manDownNumber()))
                .orElse(made);
    }
}
