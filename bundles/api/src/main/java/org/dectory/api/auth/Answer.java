package org.dectory.api.auth;

import org.dectory.api.identity.Secret;

/** What came back from the phone to a {@link Step.Question}. */
public sealed interface Answer {

    /**
     * The response to a challenge.
     *
     * @param res RES1, 4 octets
     * @param randP the phone's own random number RAND_P, 8 octets, with algorithms in which it takes part (DSAA2); with
     *     others (DSAA) no octets
     */
    record Response(Octets res, Octets randP) implements Answer {

        /**
         * A response without a random number of the phone's own, as DSAA has it.
         *
         * @param res RES1, 4 octets
         */
        public Response(Octets res) {
            this(res, Octets.NONE);
        }
    }

    /**
     * Digits that the person typed.
     *
     * @param digits the digits
     */
    record Digits(Secret digits) implements Answer {}

    /**
     * The phone refused.
     *
     * @param reason why
     */
    record Rejected(RejectReason reason) implements Answer {}

    /** Nothing came in time, the phone went out of reach, or the call ended. */
    record None() implements Answer {}

    /** Reject reasons that matter here: EN 300 175-5, clause 7.7.34. */
    enum RejectReason {
        /** The person did not enter a PIN (14 hex). */
        UPI_NOT_ENTERED,
        /** The phone has no such algorithm (12 hex). */
        ALGORITHM_NOT_SUPPORTED,
        /** The phone has no such key (13 hex). */
        KEY_NOT_SUPPORTED,
        /** Any other. */
        OTHER
    }
}
