package org.dectory.userstore.internal;

import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;

/** Writes the records of devices, within a transaction. */
final class SqlDevices {

    private final SqlView view;
    private final ChangeLog log;

    SqlDevices(SqlView view, ChangeLog log) {
        this.view = view;
        this.log = log;
    }

    Device add(Ipei ipei, HandsetKind kind, boolean encryption) {
        DeviceId id;
        try {
            id = new DeviceId((int) view.session()
                    .number(
                            "INSERT INTO device (revision, ipei, printed, kind, subscription, encryption, created)"
                                    + " VALUES (1, ?, ?, ?, 'NONE', ?, ?) RETURNING id",
                            Rows.number(ipei),
                            ipei.toString(),
                            kind.name(),
                            encryption,
                            Times.toMicros(log.now())));
        } catch (SqlFailure.Constraint e) {
            throw Refusals.notUnique(e, ipei);
        }
        log.device(Change.Kind.DEVICE_ADDED, id, ipei.toString());
        return new Device(id, 1, ipei, kind, Device.SubscriptionState.NONE, encryption, log.now());
    }

    Device update(Device device) {
        Limits.requireDevice(device);
        String what = "device " + device.id().ppn();
        Device before = view.findDevice(device.id()).orElseThrow(() -> Refusals.gone(what));
        Refusals.requireRevision(what, before.revision(), device.revision());
        try {
            view.session()
                    .run(
                            "UPDATE device SET revision = revision + 1, ipei = ?, printed = ?, kind = ?,"
                                    + " subscription = ?, encryption = ?, algorithm = ?, sos_number = ?,"
                                    + " man_down_number = ? WHERE id = ?",
                            Rows.number(device.ipei()),
                            device.ipei().toString(),
                            device.kind().name(),
                            device.subscription().name(),
                            device.encryption(),
                            device.algorithm(),
                            device.sosNumber(),
                            device.manDownNumber(),
                            device.id().ppn());
        } catch (SqlFailure.Constraint e) {
            throw Refusals.notUnique(e, device.ipei());
        }
        log.device(Change.Kind.DEVICE_CHANGED, device.id(), device.ipei().toString());
        return new Device(
                device.id(),
                before.revision() + 1,
                device.ipei(),
                device.kind(),
                device.subscription(),
                device.encryption(),
                before.created(),
                device.algorithm(),
                device.sosNumber(),
                device.manDownNumber());
    }

    /** Removes the record itself; what belongs to it must be gone. */
    void remove(Device device) {
        view.session().run("DELETE FROM device WHERE id = ?", device.id().ppn());
        log.device(Change.Kind.DEVICE_REMOVED, device.id(), device.ipei().toString());
    }
}
