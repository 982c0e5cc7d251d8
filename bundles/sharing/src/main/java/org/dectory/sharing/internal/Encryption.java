package org.dectory.sharing.internal;

import org.dectory.api.store.Device;
import org.dectory.api.store.StoreView;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;

/** Whether the link to a phone is to be encrypted: where the system's switch and the device's flag both are on. */
final class Encryption {

    private Encryption() {}

    static boolean isOn(StoreView view, Device device) {
        return device.encryption() && SystemData.of(view).isOn(SystemKey.ENCRYPTION);
    }
}
