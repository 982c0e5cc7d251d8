package org.dectory.datasets.internal;

import java.util.Map;
import java.util.Optional;
import org.dectory.api.datasets.DataSetService.DeviceChange;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.NotUniqueException;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StaleRevisionException;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;

/** What is done with devices and relations, each within one transaction. Drafts and changes have passed the check. */
final class Devices {

    private static final String RELATION = "relation";

    private Devices() {}

    static Device add(StoreTransaction tx, DeviceDraft draft) {
        Device added = Refused.ifTaken(
                () -> tx.addDevice(draft.ipei(), draft.kind(), draft.encryption()),
                Map.of(NotUniqueException.Field.IPEI, "There is a device " + draft.ipei() + " already."));
        SecretOwner owner = SecretOwner.of(added.id());
        draft.authenticationCode().ifPresent(code -> tx.secrets().put(owner, SecretKind.AUTHENTICATION_CODE, code));
        draft.uak().ifPresent(key -> tx.secrets().put(owner, SecretKind.UAK, key));
        Device wanted = added.withNumbers(draft.sosNumber(), draft.manDownNumber());
        if (draft.uak().isPresent()) {
            // The phone has its key already: there is nothing to subscribe (DAT-01, SUB-08).
            wanted = wanted.with(Device.SubscriptionState.SUBSCRIBED).withAlgorithm(draft.algorithm());
        }
        return wanted.equals(added) ? added : tx.update(wanted);
    }

    static DeviceRow change(StoreTransaction tx, DeviceId id, long revision, DeviceChange change) {
        Device now = Rows.device(tx, id);
        if (now.revision() != revision) {
            throw new StaleRevisionException("Device " + id.ppn() + " was changed meanwhile.");
        }
        Device changed = tx.update(
                now.withEncryption(change.encryption()).withNumbers(change.sosNumber(), change.manDownNumber()));
        SecretOwner owner = SecretOwner.of(id);
        change.authenticationCode().ifPresent(code -> {
            if (code.isEmpty()) {
                tx.secrets().erase(owner, SecretKind.AUTHENTICATION_CODE);
            } else {
                tx.secrets().put(owner, SecretKind.AUTHENTICATION_CODE, code);
            }
        });
        return Rows.of(tx, changed);
    }

    /** Removes a device; the feed tells the phone of the user who was logged in there. */
    static boolean remove(StoreTransaction tx, DeviceId id) {
        boolean there = tx.findDevice(id).isPresent();
        tx.removeDevice(id);
        return there;
    }

    static boolean removePair(StoreTransaction tx, DeviceId id) {
        Optional<Device> device = tx.findDevice(id);
        if (device.isEmpty()) {
            return false;
        }
        Relation relation = relation(tx, device.get());
        if (relation.kind() != Relation.Kind.FIXED) {
            throw Refused.conflict(
                    RELATION, "The relation of device " + device.get().ipei() + " is a dynamic one: log the user out.");
        }
        tx.removeDevice(id);
        tx.removeUser(relation.user());
        return true;
    }

    static DeviceRow changeRelation(StoreTransaction tx, DeviceId id, Relation.Kind kind) {
        Device device = Rows.device(tx, id);
        User user = Rows.user(tx, relation(tx, device).user());
        if (kind == Relation.Kind.FIXED && user.external()) {
            throw Refused.conflict(
                    RELATION,
                    "User " + user.number()
                            + " comes from a file and cannot have a device for good: make it a local one" + " first.");
        }
        tx.changeRelation(id, kind);
        return Rows.of(tx, device);
    }

    private static Relation relation(StoreTransaction tx, Device device) {
        return tx.findRelation(device.id())
                .orElseThrow(() -> Refused.conflict(RELATION, "Device " + device.ipei() + " has no user."));
    }
}
