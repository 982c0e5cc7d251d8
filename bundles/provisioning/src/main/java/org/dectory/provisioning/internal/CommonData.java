package org.dectory.provisioning.internal;

import java.util.Map;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreView;
import org.dectory.api.userdata.UserData;

/** What {@code user_common.cfg} says, as it is stored. Thread-safe. */
final class CommonData {

    private final Remembered<UserData> data;

    CommonData(Store store) {
        data = new Remembered<>(() -> new UserData(Map.of(Layer.COMMON_FILE, store.read(StoreView::commonLayer))));
    }

    UserData data() {
        return data.value();
    }

    /** Another one is stored. */
    void changed() {
        data.forget();
    }
}
