package org.dectory.api.store;

import java.time.Instant;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;

/**
 * The tie between one device and one user. A device or user without one is unbound.
 *
 * @param device the device, in one relation at most
 * @param user the user, in one relation at most
 * @param kind how it came about
 * @param since since when it is of that kind
 */
public record Relation(DeviceId device, UserId user, Kind kind, Instant since) {

    /** How a relation came about. The names are stored: they never change. */
    public enum Kind {
        /** Made by administration or wildcard subscription. */
        FIXED,
        /** Made by login, undone by logout. */
        DYNAMIC
    }
}
