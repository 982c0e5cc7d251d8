package org.dectory.api.store;

import java.time.Instant;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;

/**
 * One entry of the change feed, written in the commit that made the change.
 *
 * @param sequence its place in the feed, rising, with gaps
 * @param at when, by the appliance's clock
 * @param actor who made it
 * @param kind what happened
 * @param device the device it is about, if any
 * @param user the user it is about, if any
 * @param detail what a person would want to know besides; never a secret
 */
public record Change(
        long sequence,
        Instant at,
        Actor actor,
        Kind kind,
        Optional<DeviceId> device,
        Optional<UserId> user,
        String detail) {

    /** What can happen. The names are stored: they never change. */
    public enum Kind {
        /** A device record was made. */
        DEVICE_ADDED,
        /** A device record was changed, its subscription included. */
        DEVICE_CHANGED,
        /** A device record was removed; the detail is its IPEI. */
        DEVICE_REMOVED,
        /** A user record was made. */
        USER_ADDED,
        /** A user record was changed. */
        USER_CHANGED,
        /** A user record was removed; the detail is its number. */
        USER_REMOVED,
        /** A layer of a user's data was changed; the detail names the layer. */
        USER_DATA_CHANGED,
        /** The common layer was changed. */
        COMMON_DATA_CHANGED,
        /** A device and a user were tied together; the detail is the kind of relation. */
        LINKED,
        /** A device and a user were parted; the detail is the kind of relation. Both are named, also if one is gone. */
        UNLINKED,
        /** A relation was made fixed or dynamic and lasts; the detail is the kind that it has now. */
        RELATION_CHANGED,
        /** A secret was set or erased; the detail is its kind. */
        SECRET_CHANGED,
        /** A piece of state that a capability keeps was changed; the detail is its key. */
        STATE_CHANGED
    }
}
