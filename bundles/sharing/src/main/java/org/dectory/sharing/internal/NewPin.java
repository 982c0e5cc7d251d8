package org.dectory.sharing.internal;

import java.util.Arrays;
import java.util.Optional;
import org.dectory.api.identity.Secret;

/** The rule for a PIN that a person chooses at a phone. */
final class NewPin {

    /** Most digits, as many as a phone takes for a user's personal identity. */
    static final int MAX_DIGITS = 8;

    private static final int MIN_DIGITS = 4;

    private NewPin() {}

    /** What is wrong with a PIN, if anything. A PIN of zeros alone is refused: the default PIN is one. */
    static Optional<Notice> findFault(Secret pin) {
        byte[] digits = pin.bytes();
        try {
            boolean fits = digits.length >= MIN_DIGITS && digits.length <= MAX_DIGITS;
            boolean zeros = true;
            for (byte digit : digits) {
                fits &= digit >= '0' && digit <= '9';
                zeros &= digit == '0';
            }
            if (!fits) {
                return Optional.of(Notice.NEW_PIN_NOT_VALID);
            }
            return zeros ? Optional.of(Notice.NEW_PIN_TOO_SIMPLE) : Optional.empty();
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }
}
