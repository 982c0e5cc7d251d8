package org.dectory.subscription.internal;

import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Park;
import org.dectory.api.store.Device;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;

/** Decides what becomes of a phone that asks for access rights. Nothing but its arguments counts. */
final class SubscriptionRules {

    private SubscriptionRules() {}

    /** What becomes of a request, once the phone has proved the authentication code. */
    sealed interface Decision {

        /** It is refused, without asking for a code. */
        record Refuse(Reason reason) implements Decision {}

        /** This device is subscribed. Its own authentication code counts, else the system's. */
        record Subscribe(DeviceId device) implements Decision {}

        /** An unbound device is made. The system's authentication code counts. */
        record Create() implements Decision {}
    }

    /**
     * Decides.
     *
     * @param status how subscription stands
     * @param typedPark the PARK as typed at the phone, if any
     * @param ownPark the PARK of this system
     * @param device the device of the phone's IPEI, if there is one
     */
    static Decision decide(
            SubscriptionStatus status, Optional<String> typedPark, Park ownPark, Optional<Device> device) {
        if (status.mode() == Mode.OFF) {
            return new Decision.Refuse(Reason.MODE_OFF);
        }
        if (typedPark.isPresent() && !isOf(ownPark, typedPark.orElseThrow())) {
            return new Decision.Refuse(Reason.WRONG_PARK);
        }
        return device.map(SubscriptionRules::known).orElseGet(() -> unknown(status));
    }

    private static boolean isOf(Park own, String typed) {
        try {
            return Park.ofDecimal(typed).equals(own);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Decision known(Device device) {
        return device.subscription() == SubscriptionState.SUBSCRIBED
                ? new Decision.Refuse(Reason.ALREADY_SUBSCRIBED)
                : new Decision.Subscribe(device.id());
    }

    private static Decision unknown(SubscriptionStatus status) {
        if (status.autoCreateActive()) {
            return new Decision.Create();
        }
        return new Decision.Refuse(status.autoCreate() ? Reason.AUTO_CREATE_INACTIVE : Reason.IPEI_UNKNOWN);
    }
}
