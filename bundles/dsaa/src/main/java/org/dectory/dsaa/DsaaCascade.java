package org.dectory.dsaa;

import java.util.HexFormat;

/**
 * One of the four cascades of {@link Dsaa}: six rounds that scramble a state of 64 bits with a text of 64 bits.
 *
 * <p>Each round permutes the bits of the text, adds them to the state, replaces each octet of the state by the S-box, and
 * mixes the octets of the state in pairs. The cascades differ in their bit permutation only.
 *
 * <p>All eight octets travel in one long, octet 0 being the least significant.
 */
final class DsaaCascade {

    /** The S-box as published by the deDECTed.org project. */
    private static final byte[] S_BOX = HexFormat.of()
            .parseHex(""
                    + "b0686ff67de81685397c7fde43f059a9fb8032ae5f258cf5946bd8ea8898c229"
                    + "cf3a50961c0895f482370a562cff4fc460a5832130f8f328fa9349344278bffc"
                    + "61c6f1a71a53034d86d304877e8fa0b731b3e70e2fcc69c3c0d9c813dc8b0152"
                    + "c148efaf73dd5c2e1991df22d53d0da358813efd6244242db68d5a0517be2754"
                    + "5d9dd6ad6ced64cef2723fd446a410a23b89974c6e7499e4e3bbee7000bd6520"
                    + "0f7ae99e9bc7b563e6aae18ac507061e5e1d3538771411e2b984189f2acbdaf7"
                    + "a6b2667bb19c6d6af9fecac9a841bc79dbb867baac36ab924bd7e59a76cd151f"
                    + "4e4a57711b550951330cb48e2be0d05b4775454002d13cec23eb0bd2a1902612");

    /** Octets 4 to 7. */
    private static final long HIGH_FOUR = 0xFFFF_FFFF_0000_0000L;

    /** Octets 0, 1, 4 and 5. */
    private static final long EVEN_PAIRS = 0x0000_FFFF_0000_FFFFL;

    /** Octets 0, 2, 4 and 6. */
    private static final long EVEN_OCTETS = 0x00FF_00FF_00FF_00FFL;

    /** Where octet 0 of the text goes, for each of its values; the other octets follow by rotation. */
    private final long[] spread = new long[256];

    /** How far the bits of an octet of the text lie from those of the octet before it. */
    private final int stride;

    /**
     * A cascade that moves bit i of the text to bit (offset + i * factor) mod 64 in each round.
     *
     * @param offset where bit 0 goes, 0 to 63
     * @param factor how far apart neighbours come, odd
     */
    DsaaCascade(int offset, int factor) {
        stride = 8 * factor % 64;
        for (int octet = 0; octet < spread.length; octet++) {
            for (int bit = 0; bit < 8; bit++) {
                spread[octet] |= (octet >>> bit & 1L) << (offset + bit * factor) % 64;
            }
        }
    }

    /**
     * Scrambles.
     *
     * @param text 64 bits that are permuted and added in each round
     * @param state 64 bits to begin with
     * @return the state after six rounds
     */
    long apply(long text, long state) {
        long t = text;
        long s = state;
        for (int half = 0; half < 2; half++) {
            t = permute(t);
            s = substitute(s ^ t);
            s = mix(s, Long.rotateLeft(s, 32), HIGH_FOUR);
            t = permute(t);
            s = substitute(s ^ t);
            s = mix(s, ((s & EVEN_PAIRS) << 16) | ((s >>> 16) & EVEN_PAIRS), ~EVEN_PAIRS);
            t = permute(t);
            s = substitute(s ^ t);
            s = mix(s, ((s & EVEN_OCTETS) << 8) | ((s >>> 8) & EVEN_OCTETS), ~EVEN_OCTETS);
        }
        return s;
    }

    /** Octet j goes where octet 0 goes, j strides further; Horner's scheme spares a table for each octet. */
    private long permute(long w) {
        long result = spread[(int) (w >>> 56)];
        result = Long.rotateLeft(result, stride) ^ spread[(int) (w >>> 48) & 0xFF];
        result = Long.rotateLeft(result, stride) ^ spread[(int) (w >>> 40) & 0xFF];
        result = Long.rotateLeft(result, stride) ^ spread[(int) (w >>> 32) & 0xFF];
        result = Long.rotateLeft(result, stride) ^ spread[(int) (w >>> 24) & 0xFF];
        result = Long.rotateLeft(result, stride) ^ spread[(int) (w >>> 16) & 0xFF];
        result = Long.rotateLeft(result, stride) ^ spread[(int) (w >>> 8) & 0xFF];
        return Long.rotateLeft(result, stride) ^ spread[(int) w & 0xFF];
    }

    private static long substitute(long w) {
        return (S_BOX[(int) (w >>> 56)] & 0xFFL) << 56
                | (S_BOX[(int) (w >>> 48) & 0xFF] & 0xFFL) << 48
                | (S_BOX[(int) (w >>> 40) & 0xFF] & 0xFFL) << 40
                | (S_BOX[(int) (w >>> 32) & 0xFF] & 0xFFL) << 32
                | (S_BOX[(int) (w >>> 24) & 0xFF] & 0xFFL) << 24
                | (S_BOX[(int) (w >>> 16) & 0xFF] & 0xFFL) << 16
                | (S_BOX[(int) (w >>> 8) & 0xFF] & 0xFFL) << 8
                | (S_BOX[(int) w & 0xFF] & 0xFFL);
    }

    /** Each octet becomes its partner plus twice itself, or plus three times itself where the mask is set. */
    private static long mix(long s, long partners, long threefold) {
        return add(add(partners, (s << 1) & 0xFEFE_FEFE_FEFE_FEFEL), s & threefold);
    }

    /** Adds octet by octet modulo 256: the top bits are kept out of the sum so that nothing is carried across. */
    private static long add(long x, long y) {
        long sum = (x & 0x7F7F_7F7F_7F7F_7F7FL) + (y & 0x7F7F_7F7F_7F7F_7F7FL);
        return sum ^ ((x ^ y) & 0x8080_8080_8080_8080L);
    }

    /** A copy of the S-box, so that a test can compare it with its published digest. */
    static byte[] sBox() {
        return S_BOX.clone();
    }
}
