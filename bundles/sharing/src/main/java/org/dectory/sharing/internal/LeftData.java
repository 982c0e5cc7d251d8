package org.dectory.sharing.internal;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Device;
import org.dectory.api.store.Store;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears what users leave behind in phones, and remembers in the store which phones could not be reached for it.
 *
 * <p>Only handsets of the system have something to be cleared. A note is kept under {@code sharing.clear.<ppn>}, the
 * text being the name of an {@link Extent}; it goes when the phone is cleared or its device deleted.
 */
final class LeftData {

    private static final String STATE_PREFIX = "sharing.clear.";
    private static final Actor ACTOR = Actor.system("sharing");
    private static final Logger logger = LoggerFactory.getLogger(LeftData.class);

    private final Store store;
    private final Radio radio;

    /** The notes, as the store has them or is about to have them. */
    private final ConcurrentMap<DeviceId, Extent> due = new ConcurrentHashMap<>();

    LeftData(Store store, Radio radio) {
        this.store = store;
        this.radio = radio;
        store.read(view -> view.states(STATE_PREFIX))
                .forEach((key, text) -> due.put(device(key), Extent.valueOf(text)));
    }

    /** Whether a phone is known to hold data of somebody who was logged out there. */
    boolean isOn(DeviceId device) {
        return due.containsKey(device);
    }

    /** Clears a phone as far as an earlier note says, if there is one. */
    void clearIfLeft(Device device) {
        if (isOn(device.id())) {
            clear(device, true);
        }
    }

    /** Clears a phone; what an earlier note says besides is done, too. */
    void clear(Device device, boolean keepLocalDirectory) {
        Extent extent = keepLocalDirectory ? due.getOrDefault(device.id(), Extent.KEEP_DIRECTORY) : Extent.ALL;
        CompletionStage<Boolean> cleared = radio.clearUserData(device.ipei(), extent == Extent.KEEP_DIRECTORY);
        cleared.thenAccept(done -> {
            if (done) {
                forget(device.id());
            } else if (device.kind().isSystemHandset()) {
                note(device.id(), extent);
            }
        });
    }

    /** Forgets the note on a phone, if there is one. */
    void forget(DeviceId device) {
        if (due.remove(device) != null) {
            store.write(ACTOR, tx -> {
                        tx.removeState(key(device));
                        return true;
                    })
                    .whenComplete((done, failure) -> complain(device, failure));
        }
    }

    private void note(DeviceId device, Extent extent) {
        if (due.put(device, extent) != extent) {
            store.write(ACTOR, tx -> {
                        // The device may be gone by now, and its number may one day be another's.
                        Optional<Device> there = tx.findDevice(device);
                        there.ifPresent(still -> tx.putState(key(device), extent.name()));
                        return there.isPresent();
                    })
                    .whenComplete((done, failure) -> complain(device, failure));
        }
    }

    private static void complain(DeviceId device, @Nullable Throwable failure) {
        if (failure != null) {
            logger.warn("Device {}: what is left to be cleared could not be noted", device.ppn(), failure);
        }
    }

    private static String key(DeviceId device) {
        return STATE_PREFIX + device.ppn();
    }

    private static DeviceId device(String key) {
        return new DeviceId(Integer.parseInt(key.substring(STATE_PREFIX.length())));
    }

    /** How much is to be cleared. The names are stored: they never change. */
    private enum Extent {
        /** All but the local phone book. */
        KEEP_DIRECTORY,
        /** The local phone book, too. */
        ALL
    }
}
