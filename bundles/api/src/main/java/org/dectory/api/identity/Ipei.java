package org.dectory.api.identity;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The serial number of a phone, printed under its battery: the International Portable Equipment Identity.
 *
 * <p>People read and write it as {@code EEEEE PPPPPPP C}: manufacturer's code, serial number, and a check character, which
 * is {@code *} for 10. The check does not see an error in the sixth digit of the serial number, because that digit's
 * weight is 11 and the sum is taken modulo 11; {@code 03586 0017017 7} and {@code 03586 0017027 7} are both correct.
 *
 * <p>Phones are ordered by manufacturer's code, then serial number.
 *
 * <p>Source: EN 300 175-6, clause 10 and annex C.
 *
 * @param emc equipment manufacturer's code, 1 to 65535; 0 is not to be used and is refused
 * @param psn portable equipment serial number, 0 to 1048575 (20 bits)
 */
public record Ipei(int emc, int psn) implements Comparable<Ipei> {

    private static final int MAX_EMC = 0xFFFF;
    private static final int MAX_PSN = 0xFFFFF;

    private static final Pattern PRINTED = Pattern.compile("([0-9]{5}) *([0-9]{7}) *([0-9*])");
    private static final Comparator<Ipei> ORDER =
            Comparator.comparingInt(Ipei::emc).thenComparingInt(Ipei::psn);

    /**
     * Checks the ranges.
     *
     * @param emc equipment manufacturer's code
     * @param psn portable equipment serial number
     * @throws IllegalArgumentException if a part is out of its range
     */
    public Ipei {
        if (emc < 1 || emc > MAX_EMC) {
            throw new IllegalArgumentException("emc: " + emc + " (expected: 1 to " + MAX_EMC + ")");
        }
        if (psn < 0 || psn > MAX_PSN) {
            throw new IllegalArgumentException("psn: " + psn + " (expected: 0 to " + MAX_PSN + ")");
        }
    }

    /**
     * Reads the printed form, such as {@code 00012 0000137 9}. The blanks may be left out, the check character may not.
     *
     * @param printed the printed form
     * @return the identity
     * @throws IllegalArgumentException if it is not of that form, its check character is wrong or a part is out of range
     */
    public static Ipei parse(String printed) {
        Matcher parts = PRINTED.matcher(printed);
        if (!parts.matches()) {
            throw new IllegalArgumentException("ipei: " + Quote.of(printed) + " (expected: EEEEE PPPPPPP C)");
        }
        String digits = parts.group(1) + parts.group(2);
        if (CheckCharacter.of(digits) != parts.group(3).charAt(0)) {
            throw new IllegalArgumentException(
                    "ipei: " + Quote.of(printed) + " (expected: another check character, or a digit is wrong)");
        }
        return new Ipei(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /**
     * The printed form without blanks, for file names, keys and addresses.
     *
     * @return 13 characters, the last of which may be {@code *}
     */
    public String compact() {
        // A 1 in front keeps the zeros. A format takes far longer, and this is asked for at every turn.
        String digits =
                Long.toString(1_000_000_000_000L + emc * 10_000_000L + psn).substring(1);
        return digits + CheckCharacter.of(digits);
    }

    /**
     * Compares by manufacturer's code, then serial number.
     *
     * @param other the identity to compare with
     * @return less than, equal to or greater than 0 as this one comes before, with or after the other
     */
    @Override
    public int compareTo(Ipei other) {
        return ORDER.compare(this, other);
    }

    /**
     * The printed form.
     *
     * @return 15 characters: {@code EEEEE PPPPPPP C}
     */
    @Override
    public String toString() {
        String compact = compact();
        return compact.substring(0, 5) + ' ' + compact.substring(5, 12) + ' ' + compact.charAt(12);
    }
}
