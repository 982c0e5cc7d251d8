package org.dectory.api.identity;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a phone must know of a system to subscribe to it and no other: the Portable Access Rights Key of a private system
 * with several base stations (class B), all of whose 31 bits must match.
 *
 * <p>The decimal form, which people type, is {@code 31} for the number of bits that must match, the bits as 11 octal
 * digits (filled up with two zero bits on the right), and a check character as an {@link Ipei} has it.
 *
 * <p>Source: EN 300 175-6, clauses 5 and 6.1. The decimal form is not in the standard; makers of private systems print it
 * so.
 *
 * @param ari the access rights identity, 31 bits: class (3 bits, 001), installer's code EIC (16 bits, not 0), system
 *     number FPN and FPS (12 bits together)
 */
public record Park(int ari) {

    private static final String MATCHING_BITS_DECIMAL = "31";
    private static final String MATCHING_BITS_HEX = "1F";
    private static final int CLASS_B = 1;

    /** The two zero bits that make the 31 bits a whole number of octal digits. */
    private static final int PADDING_BITS = 2;

    private static final Pattern MACHINE = Pattern.compile("1[Ff][0-7][0-9A-Fa-f]{7}");
    private static final Pattern DECIMAL = Pattern.compile("31[0-7]{10}[04][0-9*]?");

    /** Digits of the decimal form before the check character. */
    private static final int DECIMAL_DIGITS = 13;

    /**
     * Checks class and installer's code.
     *
     * @param ari the access rights identity
     * @throws IllegalArgumentException if it is not of class B or the installer's code is 0
     */
    public Park {
        if (ari >>> 28 != CLASS_B) {
            throw new IllegalArgumentException("ari: " + hex(ari) + " (expected: class B, 10000000 to 1FFFFFFF)");
        }
        if ((ari >>> 12 & 0xFFFF) == 0) {
            throw new IllegalArgumentException("ari: " + hex(ari) + " (expected: an installer's code that is not 0)");
        }
    }

    /**
     * Reads either form, told apart by their length.
     *
     * @param text the machine form (10 characters) or the decimal form (13 or 14)
     * @return the key
     * @throws IllegalArgumentException if it is neither, the check character is wrong, or the key is not of class B
     */
    public static Park parse(String text) {
        return text.length() == 10 ? ofMachine(text) : ofDecimal(text);
    }

    /**
     * Reads the machine form, such as {@code 1F102AF12C}.
     *
     * @param text 10 hexadecimal digits: the number of bits that must match, then the identity
     * @return the key
     * @throws IllegalArgumentException if it is not of that form or the key is not of class B
     */
    public static Park ofMachine(String text) {
        if (!MACHINE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "park: " + Quote.of(text) + " (expected: 1F and 8 hexadecimal digits, or 14 decimal digits)");
        }
        return new Park(Integer.parseInt(text.substring(2), 16));
    }

    /**
     * Reads the decimal form, such as {@code 31100527422605}. The check character may be left out.
     *
     * @param text 13 digits, or 14 characters with the check character
     * @return the key
     * @throws IllegalArgumentException if it is not of that form, the check character is wrong, or the key is not of class
     *     B
     */
    public static Park ofDecimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("park: " + Quote.of(text)
                    + " (expected: 31, 11 octal digits, the last 0 or 4, and a check character)");
        }
        String digits = text.substring(0, DECIMAL_DIGITS);
        if (text.length() > DECIMAL_DIGITS && CheckCharacter.of(digits) != text.charAt(DECIMAL_DIGITS)) {
            throw new IllegalArgumentException(
                    "park: " + Quote.of(text) + " (expected: another check character, or a digit is wrong)");
        }
        return new Park((int) (Long.parseLong(digits.substring(2), 8) >>> PADDING_BITS));
    }

    /**
     * The form that people type at the phone.
     *
     * @return 14 characters; the last may be {@code *}
     */
    public String decimal() {
        String digits = MATCHING_BITS_DECIMAL + String.format(Locale.ROOT, "%011o", (long) ari << PADDING_BITS);
        return digits + CheckCharacter.of(digits);
    }

    /**
     * The form that programs exchange.
     *
     * @return 10 hexadecimal digits, upper case
     */
    public String machine() {
        return MATCHING_BITS_HEX + hex(ari);
    }

    /**
     * The decimal form.
     *
     * @return the same as {@link #decimal()}
     */
    @Override
    public String toString() {
        return decimal();
    }

    private static String hex(int ari) {
        return String.format(Locale.ROOT, "%08X", ari);
    }
}
