package org.dectory.api.subscription;

import java.time.Instant;
import java.util.Optional;
import org.dectory.api.identity.Ipei;

/**
 * Failed attempts of one phone to subscribe, for one reason.
 *
 * @param phone which phone
 * @param at when it failed last for this reason
 * @param reason why it failed
 * @param times how often it failed so since its last success, 1 or more
 * @param additionalId the additional ID that was typed last, with at most 32 characters, all of them printable; empty if none
 *     was
 */
public record RefusedSubscription(Ipei phone, Instant at, Reason reason, int times, Optional<String> additionalId) {

    /**
     * Failed attempts without an additional ID.
     *
     * @param phone which phone
     * @param at when it failed last for this reason
     * @param reason why it failed
     * @param times how often it failed so since its last success, 1 or more
     */
    public RefusedSubscription(Ipei phone, Instant at, Reason reason, int times) {
        this(phone, at, reason, times, Optional.empty());
    }

    /** Why a phone cannot subscribe. The names are stored: they never change. */
    public enum Reason {
        /** No mode is on. */
        MODE_OFF("Subscription is off."),
        /** The IPEI is not in the database and auto-create is off. */
        IPEI_UNKNOWN("The IPEI is not known and auto-create is off."),
        /** The phone is subscribed already; its device must be deleted first. */
        ALREADY_SUBSCRIBED("The phone is subscribed already. Delete its device to let it subscribe again."),
        /** The IPEI is not in the database, and wildcard mode makes auto-create inactive. */
        AUTO_CREATE_INACTIVE("The IPEI is not known, and auto-create is inactive in wildcard mode."),
        /** No user has this additional ID. */
        ADDITIONAL_ID_UNKNOWN("No user has this additional ID."),
        /** The user cannot be tied to a phone by wildcard subscription. */
        USER_NOT_ELIGIBLE("The user is external or logged in and cannot be given a phone by wildcard."),
        /** The device of this IPEI belongs to another user than the one whose additional ID was typed. */
        DEVICE_TAKEN("The device of this IPEI belongs to another user."),
        /** The authentication code is wrong. */
        WRONG_AUTHENTICATION_CODE("The authentication code is wrong."),
        /** The PARK that was typed is not that of this system. */
        WRONG_PARK("The PARK is not that of this system."),
        /** The phone did not answer in time. */
        NO_ANSWER("The phone did not answer in time."),
        /** No authentication algorithm is there. */
        NO_AUTHENTICATOR("The authentication service is not there."),
        /** Device, user or mode were changed while the phone proved its code, so that the code may not be the right one. */
        CHANGED_MEANWHILE("Device, user or mode were changed meanwhile. Try again."),
        /** The phone knows no authentication algorithm that the configuration allows. */
        NO_COMMON_ALGORITHM("The phone knows no authentication algorithm that is allowed here."),
        /** The device could not be stored. */
        NOT_STORED("The device could not be stored."),
        /** The phone tried too often, or tried again before its attempt was over, or too many unknown phones try. */
        TOO_MANY_ATTEMPTS("There are too many attempts. Try again in a minute.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /**
         * The reason as an administrator reads it.
         *
         * @return a sentence
         */
        public String text() {
            return text;
        }
    }
}
