package org.dectory.api.auth;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A string of octets that crosses the air: a RAND, an RS, a RES. Immutable; never a key.
 *
 * <p>Octet 0 is the most significant one and the first on air (EN 300 175-7, clause 4.5).
 */
public final class Octets {

    /** No octets at all: what an algorithm does not send. */
    public static final Octets NONE = new Octets(new byte[0]);

    private final byte[] value;

    private Octets(byte[] value) {
        this.value = value;
    }

    /**
     * Takes a copy of an array.
     *
     * @param value the octets, the most significant first
     * @return the string
     */
    public static Octets of(byte[] value) {
        return new Octets(value.clone());
    }

    /**
     * Reads hexadecimal digits.
     *
     * @param hex an even number of them, upper or lower case
     * @return the string
     * @throws IllegalArgumentException if it is not of that form
     */
    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex));
    }

    /**
     * How many octets there are.
     *
     * @return the number, 0 or more
     */
    public int length() {
        return value.length;
    }

    /**
     * A copy as an array.
     *
     * @return the octets, the most significant first
     */
    public byte[] toByteArray() {
        return value.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(value, octets.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    /** The octets as lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(value);
    }
}
