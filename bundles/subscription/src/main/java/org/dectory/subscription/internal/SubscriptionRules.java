package org.dectory.subscription.internal;

import java.util.Optional;
import org.dectory.api.identity.Park;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;

/** Decides what becomes of a phone that asks for access rights. Nothing but its arguments counts. */
final class SubscriptionRules {

    private SubscriptionRules() {}

    /**
     * Decides.
     *
     * @param facts what is stored
     * @param typedPark the PARK as typed at the phone, if any
     * @param ownPark the PARK of this system
     */
    static Decision decide(Facts facts, Optional<String> typedPark, Park ownPark) {
        if (facts.status().mode() == Mode.OFF) {
            return new Decision.Refuse(Reason.MODE_OFF);
        }
        if (typedPark.isPresent() && !isOf(ownPark, typedPark.orElseThrow())) {
            return new Decision.Refuse(Reason.WRONG_PARK);
        }
        if (facts.device().filter(SubscriptionRules::isSubscribed).isPresent()) {
            return new Decision.Refuse(Reason.ALREADY_SUBSCRIBED);
        }
        // In standard mode an additional ID says nothing: who uses the phone is settled by administration or by login.
        if (facts.status().mode() == Mode.WILDCARD && facts.typed().isPresent()) {
            return byAdditionalId(facts);
        }
        return facts.device()
                .<Decision>map(device -> new Decision.Subscribe(device.id()))
                .orElseGet(() -> unknown(facts.status()));
    }

    private static boolean isOf(Park own, String typed) {
        try {
            return Park.ofDecimal(typed).equals(own);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isSubscribed(Device device) {
        return device.subscription() == SubscriptionState.SUBSCRIBED;
    }

    private static Decision unknown(SubscriptionStatus status) {
        if (status.autoCreateActive()) {
            return new Decision.Create();
        }
        return new Decision.Refuse(status.autoCreate() ? Reason.AUTO_CREATE_INACTIVE : Reason.IPEI_UNKNOWN);
    }

    private static Decision byAdditionalId(Facts facts) {
        if (facts.user().isEmpty()) {
            return new Decision.Refuse(Reason.ADDITIONAL_ID_UNKNOWN);
        }
        User user = facts.user().orElseThrow();
        if (user.external() || facts.hold().filter(SubscriptionRules::isLogin).isPresent()) {
            return new Decision.Refuse(Reason.USER_NOT_ELIGIBLE);
        }
        if (facts.holder().isEmpty()) {
            return new Decision.Assign(
                    facts.device().map(Device::id), user.id(), facts.hold().map(Relation::device));
        }
        // The user's own phone, perhaps one that got its key before and lost it, only subscribes.
        return facts.hold().equals(facts.holder())
                ? new Decision.Subscribe(facts.device().orElseThrow().id())
                : new Decision.Refuse(Reason.DEVICE_TAKEN);
    }

    private static boolean isLogin(Relation relation) {
        return relation.kind() == Relation.Kind.DYNAMIC;
    }
}
