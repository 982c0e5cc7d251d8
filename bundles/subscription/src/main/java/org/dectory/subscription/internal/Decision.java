package org.dectory.subscription.internal;

import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.subscription.RefusedSubscription.Reason;

/** What becomes of a request, once the phone has proved the authentication code. */
sealed interface Decision {

    /** It is refused, without asking for a code. */
    record Refuse(Reason reason) implements Decision {}

    /** This device is subscribed. Its own authentication code counts, else the system's. */
    record Subscribe(DeviceId device) implements Decision {}

    /** An unbound device is made. The system's authentication code counts. */
    record Create() implements Decision {}

    /**
     * A device is made the user's, for good. The system's authentication code counts.
     *
     * @param device the unbound device of the phone; empty if one is to be made
     * @param user the user
     * @param former the user's device up to now, which goes; empty if there is none
     */
    record Assign(Optional<DeviceId> device, UserId user, Optional<DeviceId> former) implements Decision {}

    /** Whether it would let a phone in whose IPEI is unknown. */
    default boolean isForStranger() {
        return this instanceof Create
                || (this instanceof Assign assign && assign.device().isEmpty());
    }
}
