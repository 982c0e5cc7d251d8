package org.dectory.api.identity;

import java.util.Arrays;

/**
 * The rule for the code (AC) that is typed at a phone to subscribe it: 1 to 8 decimal digits, of which leading zeros count.
 *
 * <p>The code itself is a {@link Secret}.
 *
 * <p>Source: EN 300 175-7, clause 4.5.2; 8 digits fill the 32 bits that phones use.
 */
public final class AuthenticationCode {

    private static final int MAX_DIGITS = 8;

    private AuthenticationCode() {}

    /**
     * Takes digits as an authentication code.
     *
     * @param digits the digits
     * @return the code, a copy
     * @throws IllegalArgumentException if they are not 1 to 8 decimal digits of ASCII; the message does not show them
     */
    public static Secret of(CharSequence digits) {
        if (digits.length() < 1
                || digits.length() > MAX_DIGITS
                || !digits.chars().allMatch(AuthenticationCode::isDigit)) {
            throw new IllegalArgumentException(
                    "authentication code: hidden (expected: 1 to " + MAX_DIGITS + " decimal digits)");
        }
        return Secret.of(digits);
    }

    /**
     * Whether a secret may serve as an authentication code.
     *
     * @param secret the secret
     * @return whether it is 1 to 8 decimal digits
     * @throws IllegalStateException if it is closed
     */
    public static boolean isValid(Secret secret) {
        byte[] octets = secret.bytes();
        try {
            boolean digitsOnly = true;
            for (byte octet : octets) {
                digitsOnly &= isDigit(octet);
            }
            return digitsOnly && octets.length >= 1 && octets.length <= MAX_DIGITS;
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
