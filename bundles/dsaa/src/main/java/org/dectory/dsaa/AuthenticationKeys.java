package org.dectory.dsaa;

import java.util.Arrays;

/**
 * Makes the authentication key K out of what a person types (AC, UPI) and what a phone keeps (UAK).
 *
 * <p>The arrays handed in stay the caller's, who wipes them; what is made in between is wiped here.
 *
 * <p>Source: EN 300 175-7, clause 4.5.2 (B1, B2). That digits become bits as BCD, right justified and filled up with F, is
 * EN 300 444 clause 14.2; annex K proves it for the AC by its RES1. For the UPI the same mapping is taken, of which no
 * published example is known.
 */
public final class AuthenticationKeys {

    /** Most digits of an AC or a UPI. */
    public static final int MAX_DIGITS = 8;

    private AuthenticationKeys() {}

    /**
     * The key K of a phone that proves to know the authentication code: B1 of its digits.
     *
     * @param ac the authentication code, 0 to 8 decimal digits
     * @return K, 16 octets
     * @throws IllegalArgumentException if it is longer or has another character
     */
    public static byte[] ofAuthenticationCode(char[] ac) {
        byte[] bits = bitsOfDigits(ac);
        try {
            return b1(bits);
        } finally {
            Arrays.fill(bits, (byte) 0);
        }
    }

    /**
     * The key K of a phone that proves to be itself: B1 of its user authentication key, which is this key.
     *
     * @param uak the user authentication key, 16 octets
     * @return K, 16 octets, another array
     * @throws IllegalArgumentException if it has another length
     */
    public static byte[] ofPhone(byte[] uak) {
        Octets.requireLength("uak", uak, Dsaa.KEY_LENGTH);
        return b1(uak);
    }

    /**
     * The key K of a user who proves to know the PIN on a certain phone: B2 of the phone's key and the digits.
     *
     * @param uak the user authentication key of the phone, 16 octets
     * @param upi the user's personal identity (PIN), 0 to 8 decimal digits
     * @return K, 16 octets
     * @throws IllegalArgumentException if one of them has another length, or the UPI another character
     */
    public static byte[] ofUser(byte[] uak, char[] upi) {
        byte[] bits = bitsOfDigits(upi);
        try {
            return b2(uak, bits);
        } finally {
            Arrays.fill(bits, (byte) 0);
        }
    }

    /**
     * Digits as bits: BCD, right justified in 32 bits, unused leading places F. Leading zeros count: 007 is not 7. No
     * digits at all are all ones; who wants at least one digit sees to it before.
     *
     * @param digits 0 to 8 decimal digits (0 to 9 of ASCII)
     * @return 4 octets
     * @throws IllegalArgumentException if there are more or other characters; they are not shown
     */
    public static byte[] bitsOfDigits(char[] digits) {
        if (digits.length > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "digits: " + digits.length + " digits (expected: 0 to " + MAX_DIGITS + ")");
        }
        int bits = -1;
        for (char digit : digits) {
            if (digit < '0' || digit > '9') {
                throw new IllegalArgumentException("digits: other characters (expected: 0 to 9 only)");
            }
            bits = (bits << 4) | (digit - '0');
        }
        return new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    }

    /**
     * Process B1: repeats a short value to the length of a key; K[i] = X[i mod length of X].
     *
     * @param x an AC as bits, or a UAK: 1 to 16 octets
     * @return K, 16 octets
     * @throws IllegalArgumentException if it is empty or longer
     */
    public static byte[] b1(byte[] x) {
        return repeat("x", x);
    }

    /**
     * Process B2: a key made of what the phone keeps and what the user types; K[i] = UAK[i] xor UPI[i mod length of UPI].
     *
     * @param uak the user authentication key, 16 octets
     * @param upi the UPI as bits, 1 to 16 octets
     * @return K, 16 octets
     * @throws IllegalArgumentException if one of them has another length
     */
    public static byte[] b2(byte[] uak, byte[] upi) {
        Octets.requireLength("uak", uak, Dsaa.KEY_LENGTH);
        byte[] k = repeat("upi", upi);
        for (int i = 0; i < k.length; i++) {
            k[i] ^= uak[i];
        }
        return k;
    }

    /** Bit 0 is the last bit of the last octet, so the copies are laid from the end to the beginning. */
    private static byte[] repeat(String name, byte[] x) {
        if (x.length == 0 || x.length > Dsaa.KEY_LENGTH) {
            throw new IllegalArgumentException(
                    name + ": " + x.length + " octets (expected: 1 to " + Dsaa.KEY_LENGTH + ")");
        }
        byte[] k = new byte[Dsaa.KEY_LENGTH];
        for (int i = 0; i < k.length; i++) {
            k[k.length - 1 - i] = x[x.length - 1 - i % x.length];
        }
        return k;
    }
}
