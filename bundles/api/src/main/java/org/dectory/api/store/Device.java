package org.dectory.api.store;

import java.time.Instant;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;

/**
 * A device data set: what the appliance knows about one DECT phone. Its keys and codes are
 * {@linkplain org.dectory.api.secret.Secrets secrets}.
 *
 * @param id its number (ppn)
 * @param revision counts the changes of this record, from 1
 * @param ipei the phone's factory identity, unique
 * @param kind what the handset can do
 * @param subscription how far its subscription got
 * @param encryption whether its calls are to be encrypted
 * @param created when the record was made
 */
public record Device(
        DeviceId id,
        long revision,
        Ipei ipei,
        HandsetKind kind,
        SubscriptionState subscription,
        boolean encryption,
        Instant created) {

    /** How far a subscription got. The names are stored: they never change. */
    public enum SubscriptionState {
        /** Not subscribed. */
        NONE,
        /** The phone was given its key and has not used it yet; it may subscribe again. */
        UNCONFIRMED,
        /** The phone has proved that it has the key. */
        SUBSCRIBED
    }

    /**
     * A copy with another state of subscription.
     *
     * @param subscription the new state
     * @return the copy, of the same revision
     */
    public Device with(SubscriptionState subscription) {
        return new Device(id, revision, ipei, kind, subscription, encryption, created);
    }

    /**
     * A copy with another kind of handset.
     *
     * @param kind the new kind
     * @return the copy, of the same revision
     */
    public Device with(HandsetKind kind) {
        return new Device(id, revision, ipei, kind, subscription, encryption, created);
    }

    /**
     * A copy with the encryption flag set anew.
     *
     * @param encryption whether its calls are to be encrypted
     * @return the copy, of the same revision
     */
    public Device withEncryption(boolean encryption) {
        return new Device(id, revision, ipei, kind, subscription, encryption, created);
    }
}
