package org.dectory.testkit;

import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.NotUniqueException;

/** Writes the records of devices of the {@link InMemoryStore}. */
final class MemoryDevices {

    private final MemoryView view;
    private final MemoryLog log;

    MemoryDevices(MemoryView view, MemoryLog log) {
        this.view = view;
        this.log = log;
    }

    Device add(Ipei ipei, HandsetKind kind, boolean encryption) {
        MemoryChecks.requireFree(view.tables().ipeis, ipei, NotUniqueException.Field.IPEI, "IPEI " + ipei);
        DeviceId id = new DeviceId(++view.tables().lastDevice);
        Device device = new Device(id, 1, ipei, kind, Device.SubscriptionState.NONE, encryption, log.now());
        view.tables().devices.put(id, device);
        view.tables().ipeis.put(ipei, id);
        log.device(Change.Kind.DEVICE_ADDED, id, ipei.toString());
        return device;
    }

    Device update(Device device) {
        MemoryChecks.requireDevice(device);
        Device before = view.findDevice(device.id())
                .orElseThrow(() -> MemoryChecks.gone("device " + device.id().ppn()));
        MemoryChecks.requireRevision("device " + device.id().ppn(), before.revision(), device.revision());
        if (!before.ipei().equals(device.ipei())) {
            MemoryChecks.requireFree(
                    view.tables().ipeis, device.ipei(), NotUniqueException.Field.IPEI, "IPEI " + device.ipei());
            view.tables().ipeis.remove(before.ipei());
            view.tables().ipeis.put(device.ipei(), device.id());
        }
        Device after = new Device(
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
        view.tables().devices.put(device.id(), after);
        log.device(Change.Kind.DEVICE_CHANGED, device.id(), after.ipei().toString());
        return after;
    }

    /** Removes the record itself; what belongs to it must be gone. */
    void remove(Device device) {
        view.tables().ipeis.remove(device.ipei());
        view.tables().devices.remove(device.id());
        log.device(Change.Kind.DEVICE_REMOVED, device.id(), device.ipei().toString());
    }
}
