package org.dectory.sharing.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserId;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.userdata.UserData;
import org.dectory.api.userdata.UserDataKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs out who puts the phone into its charger and wants that (UD_AutoLogoutOnCharge), once the phone is in no call.
 *
 * <p>It counts only while silent charging is on. Who takes the phone out before the call is over stays logged in.
 */
final class Charging {

    /** A call in the charger that is longer than this leaves its user logged in. */
    private static final Duration LONGEST_CALL = Duration.ofHours(12);

    private static final Logger logger = LoggerFactory.getLogger(Charging.class);

    private final Store store;
    private final Radio radio;

    /** The phones in their chargers whose users are to be logged out when the call is over. */
    private final ConcurrentMap<Ipei, Stay> stays = new ConcurrentHashMap<>();

    Charging(Store store, Radio radio) {
        this.store = store;
        this.radio = radio;
    }

    /** A phone was put into its charger or taken out. In the phone's mailbox. */
    void changed(Ipei phone, boolean inCharger, boolean silentCharging) {
        stays.remove(phone);
        if (inCharger && silentCharging) {
            store.read(view -> view.findDevice(phone).flatMap(device -> findLeaving(view, device)))
                    .ifPresent(leaving -> awaitIdle(phone, new Stay(leaving)));
        }
    }

    private void awaitIdle(Ipei phone, Stay stay) {
        stays.put(phone, stay);
        radio.untilIdle(phone, LONGEST_CALL)
                .thenAcceptAsync(
                        idle -> {
                            if (stays.remove(phone, stay) && idle) {
                                logOut(phone, stay.user);
                            }
                        },
                        radio.mailbox(phone));
    }

    private void logOut(Ipei phone, UserId user) {
        store.write(Actor.phone(phone), tx -> leave(tx, phone, user)).whenComplete((left, failure) -> {
            if (failure != null) {
                logger.error("Phone {}: its user could not be logged out in the charger", phone, failure);
            } else if (left) {
                logger.info("Phone {}: user {} is logged out in the charger", phone, user.uid());
            }
        });
    }

    /** After a second look: during the call somebody else may have come, or the user's data may have changed. */
    private static boolean leave(StoreTransaction tx, Ipei phone, UserId user) {
        Optional<Device> device = tx.findDevice(phone)
                .filter(now -> findLeaving(tx, now).filter(user::equals).isPresent());
        device.ifPresent(now -> tx.unlink(now.id()));
        return device.isPresent();
    }

    private static Optional<UserId> findLeaving(StoreView view, Device device) {
        return view.findRelation(device.id())
                .filter(relation -> relation.kind() == Relation.Kind.DYNAMIC)
                .map(Relation::user)
                .filter(user -> view.findUser(user)
                        .filter(known -> UserData.of(view, known).isTrue(UserDataKey.AUTO_LOGOUT_ON_CHARGE))
                        .isPresent());
    }

    /** One stay in the charger, equal to no other. */
    private static final class Stay {

        private final UserId user;

        Stay(UserId user) {
            this.user = user;
        }
    }
}
