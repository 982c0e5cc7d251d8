package org.dectory.messaging.internal;

import java.util.Optional;
import java.util.stream.Stream;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreView;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;
import org.dectory.api.userdata.UserData;
import org.dectory.api.userdata.UserDataKey;

/** The sorts of emergency, and where the number of each is set. */
enum Alarm {
    /** Somebody pressed the SOS key. */
    SOS("SOS", "sos", UserDataKey.SOS_NUMBER, SystemKey.SOS_NUMBER),
    /** A sensor reports that somebody is down. */
    MAN_DOWN("Man down", "man-down", UserDataKey.MAN_DOWN_NUMBER, SystemKey.MAN_DOWN_NUMBER);

    private final String title;
    private final String key;
    private final UserDataKey ofUser;
    private final SystemKey ofSystem;

    Alarm(String title, String key, UserDataKey ofUser, SystemKey ofSystem) {
        this.title = title;
        this.key = key;
        this.ofUser = ofUser;
        this.ofSystem = ofSystem;
    }

    /** What a phone shows of it. */
    String title() {
        return title;
    }

    /** What records call it. */
    String key() {
        return key;
    }

    /**
     * The number that is to be called: that of the phone's user, else the device's, else the system's.
     *
     * @param view the data
     * @param device the device, with or without a user
     * @return the number; empty if none is set anywhere
     */
    Optional<String> findNumber(StoreView view, Device device) {
        String user = view.findRelation(device.id())
                .map(Relation::user)
                .flatMap(view::findUser)
                .map(found -> UserData.of(view, found).text(ofUser))
                .orElse("");
        String system = SystemData.of(view).text(ofSystem);
        return Stream.of(user, ofDevice(device), system)
                .filter(number -> !number.isEmpty())
                .findFirst();
    }

    private String ofDevice(Device device) {
        return switch (this) {
            case SOS -> device.sosNumber();
            case MAN_DOWN -> device.manDownNumber();
        };
    }
}
