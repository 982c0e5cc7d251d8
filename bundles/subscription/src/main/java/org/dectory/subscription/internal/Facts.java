package org.dectory.subscription.internal;

import java.util.Optional;
import org.dectory.api.identity.LoginId;
import org.dectory.api.radio.AccessRightsHandler.AccessRightsRequest;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.subscription.SubscriptionStatus;

/**
 * All that counts when a phone asks for access rights.
 *
 * @param status how subscription stands
 * @param device the device of the phone's IPEI, if there is one
 * @param holder the tie of that device, if it is bound
 * @param typed what was typed as additional ID, if anything
 * @param user the user whose login or additional ID that is, if there is one
 * @param hold the tie of that user, if there is one
 */
record Facts(
        SubscriptionStatus status,
        Optional<Device> device,
        Optional<Relation> holder,
        Optional<String> typed,
        Optional<User> user,
        Optional<Relation> hold) {

    /** Reads them. */
    static Facts of(StoreView view, SubscriptionStatus status, AccessRightsRequest request) {
        Optional<Device> device = view.findDevice(request.phone());
        Optional<String> typed = request.additionalId().map(String::strip).filter(id -> !id.isEmpty());
        Optional<User> user = typed.flatMap(Facts::loginId).flatMap(view::findUser);
        return new Facts(
                status,
                device,
                device.flatMap(known -> view.findRelation(known.id())),
                typed,
                user,
                user.flatMap(known -> view.findRelation(known.id())));
    }

    private static Optional<LoginId> loginId(String typed) {
        try {
            return Optional.of(new LoginId(typed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
