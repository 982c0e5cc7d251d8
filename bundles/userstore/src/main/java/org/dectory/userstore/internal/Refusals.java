package org.dectory.userstore.internal;

import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.StaleRevisionException;
import org.dectory.api.store.StoreView;

/** Why a change is refused, in the words of the contract. */
final class Refusals {

    private Refusals() {}

    static RuntimeException notUnique(SqlFailure.Constraint e, Ipei ipei) {
        return e.isUnique("device.ipei")
                ? new NotUniqueException(NotUniqueException.Field.IPEI, "IPEI " + ipei + " is taken")
                : e;
    }

    static RuntimeException notUnique(SqlFailure.Constraint e, UserNumber number, Optional<LoginId> loginId) {
        if (e.isUnique("user.number")) {
            return new NotUniqueException(NotUniqueException.Field.NUMBER, "Number " + number + " is taken");
        }
        if (e.isUnique("user.login_id")) {
            return new NotUniqueException(
                    NotUniqueException.Field.LOGIN_ID,
                    "Login ID " + loginId.map(LoginId::value).orElse("") + " is taken");
        }
        return e;
    }

    static RuntimeException notLinked(StoreView view, SqlFailure.Constraint e, DeviceId device, UserId user) {
        if (e.isUnique("relation.device")) {
            return new NotUniqueException(
                    NotUniqueException.Field.DEVICE_RELATION, "Device " + device.ppn() + " has a user already");
        }
        if (e.isUnique("relation.user")) {
            return new NotUniqueException(
                    NotUniqueException.Field.USER_RELATION, "User " + user.uid() + " has a device already");
        }
        if (e.isForeignKey()) {
            return gone(view.findDevice(device).isEmpty() ? "device " + device.ppn() : "user " + user.uid());
        }
        return e;
    }

    static NotFoundException gone(String what) {
        return new NotFoundException("The " + what + " is gone");
    }

    static void requireRevision(String what, long stored, long given) {
        if (stored != given) {
            throw new StaleRevisionException("The " + what + " was changed meanwhile");
        }
    }
}
