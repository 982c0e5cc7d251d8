package org.dectory.api.auth;

import java.util.Optional;
import org.dectory.api.identity.Secret;

/** Where an attempt stands: a question to the phone, or the verdict. */
public sealed interface Step {

    /** Something that the radio carries to the phone; the attempt goes on with the {@link Answer}. */
    sealed interface Question extends Step {}

    /**
     * A DECT authentication request (EN 300 175-5, clause 13.3; -7, clause 6.5).
     *
     * @param algorithm which algorithm computes the response, such as {@code DSAA}
     * @param key which key the phone is to use
     * @param rand the random number RAND_F, 8 octets
     * @param rs the session value RS, 8 octets (DSAA) or 16 (DSAA2)
     */
    record Challenge(String algorithm, KeyType key, Octets rand, Octets rs) implements Question {}

    /**
     * A request to type digits, which cross the air as keypad information. A weaker way, for those authenticators that
     * need the digits themselves.
     *
     * @param prompt what the phone shows
     * @param maxDigits how many digits at most, 1 to 32
     */
    record KeypadRequest(String prompt, int maxDigits) implements Question {}

    /** The end of an attempt. */
    sealed interface Verdict extends Step {}

    /**
     * It is proved.
     *
     * @param cipherKey the derived cipher key DCK that both sides got from the proof, 8 octets (DSAA) or 16 (DSAA2), with
     *     which the link may be encrypted now; empty if nothing was computed, as with typed digits. Whoever receives it
     *     closes it.
     */
    record Accepted(Optional<Secret> cipherKey) implements Verdict {

        /** It is proved in a way that gives no key. */
        public Accepted() {
            this(Optional.empty());
        }
    }

    /**
     * It is not proved.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements Verdict {}

    /** The key that a phone uses to answer: EN 300 175-5, clause 7.7.4. */
    enum KeyType {
        /** The authentication code (key type 4). */
        AC,
        /** The phone's key (key type 1). */
        UAK,
        /** The phone's key and the person's PIN (key type 3). */
        UPI
    }

    /** Why something is not proved. */
    enum Reason {
        /** The phone is genuine and the PIN is wrong; this alone counts as a wrong PIN. */
        WRONG_PIN,
        /** The phone does not hold the key that it was given. */
        PHONE_NOT_GENUINE,
        /** The person did not enter a PIN (reject reason 14). */
        PIN_NOT_ENTERED,
        /** The phone did not answer in time. */
        TIMED_OUT,
        /** The phone cannot do what is asked of it. */
        PHONE_CANNOT,
        /** Somebody else who must be asked cannot be reached. */
        UNAVAILABLE,
        /** Somebody else who was asked knows the person and says that there is no such user any more. */
        NO_SUCH_USER
    }
}
