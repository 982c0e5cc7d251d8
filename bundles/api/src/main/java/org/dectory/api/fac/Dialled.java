package org.dectory.api.fac;

import java.util.Optional;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;

/**
 * A feature access code that was dialled.
 *
 * @param device the device that dialled it
 * @param relation its tie to a user when it dialled, if any
 * @param kind what the handset can do
 * @param rest the digits after the code; may be empty; at most 32
 */
public record Dialled(Device device, Optional<Relation> relation, HandsetKind kind, String rest) {

    /** Most digits after a code. */
    public static final int MAX_REST = 32;
}
