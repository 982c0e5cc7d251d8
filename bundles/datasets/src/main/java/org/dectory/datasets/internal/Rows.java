package org.dectory.datasets.internal;

import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.User;
import org.dectory.api.store.UserRow;

/** Reads records with what they are tied to. */
final class Rows {

    private Rows() {}

    static Device device(StoreView view, DeviceId id) {
        return view.findDevice(id).orElseThrow(() -> new NotFoundException("Device " + id.ppn() + " is gone."));
    }

    static User user(StoreView view, UserId id) {
        return view.findUser(id).orElseThrow(() -> new NotFoundException("User " + id.uid() + " is gone."));
    }

    static DeviceRow of(StoreView view, Device device) {
        Optional<Relation> relation = view.findRelation(device.id());
        return new DeviceRow(device, relation, relation.map(Relation::user).flatMap(view::findUser));
    }

    static UserRow of(StoreView view, User user) {
        Optional<Relation> relation = view.findRelation(user.id());
        return new UserRow(user, relation, relation.map(Relation::device).flatMap(view::findDevice));
    }
}
