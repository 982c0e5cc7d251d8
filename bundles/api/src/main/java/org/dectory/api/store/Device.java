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
 * @param algorithm the authentication algorithm that its key is for, such as {@code DSAA}; 1 to 16 characters
 * @param sosNumber the number that its SOS key calls if nobody is logged in; empty for the system's, at most 32 characters
 * @param manDownNumber the number that its ManDown alarm calls if nobody is logged in; empty for the system's, at most 32
 *     characters
 */
public record Device(
        DeviceId id,
        long revision,
        Ipei ipei,
        HandsetKind kind,
        SubscriptionState subscription,
        boolean encryption,
        Instant created,
        String algorithm,
        String sosNumber,
        String manDownNumber) {

    /** The algorithm of a device that nothing else is known of. */
    public static final String DSAA = "DSAA";

    /** Longest name of an algorithm, in characters. */
    public static final int MAX_ALGORITHM = 16;

    /** Longest number, in characters. */
    public static final int MAX_NUMBER = 32;

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
     * A device of the standard algorithm without numbers of its own.
     *
     * @param id its number (ppn)
     * @param revision counts the changes of this record, from 1
     * @param ipei the phone's factory identity, unique
     * @param kind what the handset can do
     * @param subscription how far its subscription got
     * @param encryption whether its calls are to be encrypted
     * @param created when the record was made
     */
    public Device(
            DeviceId id,
            long revision,
            Ipei ipei,
            HandsetKind kind,
            SubscriptionState subscription,
            boolean encryption,
            Instant created) {
        this(id, revision, ipei, kind, subscription, encryption, created, DSAA, "", "");
    }

    /**
     * A copy with another state of subscription.
     *
     * @param subscription the new state
     * @return the copy, of the same revision
     */
    public Device with(SubscriptionState subscription) {
        return new Device(
                id, revision, ipei, kind, subscription, encryption, created, algorithm, sosNumber, manDownNumber);
    }

    /**
     * A copy with another kind of handset.
     *
     * @param kind the new kind
     * @return the copy, of the same revision
     */
    public Device with(HandsetKind kind) {
        return new Device(
                id, revision, ipei, kind, subscription, encryption, created, algorithm, sosNumber, manDownNumber);
    }

    /**
     * A copy with the encryption flag set anew.
     *
     * @param encryption whether its calls are to be encrypted
     * @return the copy, of the same revision
     */
    public Device withEncryption(boolean encryption) {
        return new Device(
                id, revision, ipei, kind, subscription, encryption, created, algorithm, sosNumber, manDownNumber);
    }

    /**
     * A copy whose key is for another algorithm.
     *
     * @param algorithm the algorithm's name, such as {@code DSAA2}
     * @return the copy, of the same revision
     */
    public Device withAlgorithm(String algorithm) {
        return new Device(
                id, revision, ipei, kind, subscription, encryption, created, algorithm, sosNumber, manDownNumber);
    }

    /**
     * A copy with other emergency numbers.
     *
     * @param sosNumber the number of the SOS key; empty for the system's
     * @param manDownNumber the number of the ManDown alarm; empty for the system's
     * @return the copy, of the same revision
     */
    public Device withNumbers(String sosNumber, String manDownNumber) {
        return new Device(
                id, revision, ipei, kind, subscription, encryption, created, algorithm, sosNumber, manDownNumber);
    }
}
