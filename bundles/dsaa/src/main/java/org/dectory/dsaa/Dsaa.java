package org.dectory.dsaa;

/**
 * The DECT standard authentication algorithm (DSAA, algorithm identifier 1) and the four authentication processes that
 * are made of it.
 *
 * <p>A process never uses a secret as it is. From the authentication key K and a value RS sent by the system, both sides
 * derive a session key ({@link #a11} when the phone is to prove itself, {@link #a21} when the system is); from this and
 * a random number of the asking side follows the answer ({@link #a12}, {@link #a22}).
 *
 * <p>DSAA is a weak legacy cipher. It is good for DECT's challenge and response, where the phone dictates it, and
 * for nothing else: never store or transport anything under its protection.
 *
 * <p>All methods are pure and may be called from any thread. They keep their working values in local variables, so that
 * there is nothing to be wiped but what they return.
 *
 * <p>Source: EN 300 175-7, clause 5 (processes); worked example in annex K. The kernel is not printed in the standard; it
 * is the one published by the deDECTed.org project.
 */
public final class Dsaa {

    /** Octets of K, KS and KS'. */
    public static final int KEY_LENGTH = 16;

    /** Octets of RS, RAND_F and RAND_P. */
    public static final int CHALLENGE_LENGTH = 8;

    /** Octets of RES1 and RES2. */
    public static final int RES_LENGTH = 4;

    /** Octets of the derived cipher key DCK. */
    public static final int DCK_LENGTH = 8;

    /** What tells KS' from KS: every odd bit is inverted. */
    private static final long ODD_BITS = 0xAAAA_AAAA_AAAA_AAAAL;

    private static final long HIGH_HALF = 0xFFFF_FFFF_0000_0000L;
    private static final long LOW_HALF = 0x0000_0000_FFFF_FFFFL;

    private static final DsaaCascade INNER_FIRST = new DsaaCascade(46, 35);
    private static final DsaaCascade INNER_SECOND = new DsaaCascade(25, 47);
    private static final DsaaCascade OUTER_FIRST = new DsaaCascade(60, 27);
    private static final DsaaCascade OUTER_SECOND = new DsaaCascade(55, 39);

    private Dsaa() {}

    /**
     * Process A11: the session key under which the phone proves itself.
     *
     * @param k the authentication key K, 16 octets
     * @param rs the value RS sent by the system, 8 octets
     * @return the session key KS, 16 octets
     * @throws IllegalArgumentException if one of them has another length
     */
    public static byte[] a11(byte[] k, byte[] rs) {
        return sessionKey("k", k, rs, 0);
    }

    /**
     * Process A12: the phone's answer to the system's random number, and the cipher key.
     *
     * @param ks the session key KS, 16 octets
     * @param randF the random number RAND_F sent by the system, 8 octets
     * @return RES1 (4 octets) and DCK (8 octets)
     * @throws IllegalArgumentException if one of them has another length
     */
    public static A12Result a12(byte[] ks, byte[] randF) {
        Octets.requireLength("ks", ks, KEY_LENGTH);
        Octets.requireLength("randF", randF, CHALLENGE_LENGTH);
        long rand = Octets.longAt(randF, 0);
        long inner = inner(ks, rand);
        long outer = outer(ks, inner);
        // RES1 = E[0..31], DCK = E[32..95]; the inner result is all of the latter.
        return new A12Result(response(outer), Octets.of(inner));
    }

    /**
     * Process A21: the session key under which the system proves itself. In a key allocation it becomes the UAK.
     *
     * @param k the authentication key K, 16 octets
     * @param rs the value RS sent by the system, 8 octets
     * @return the reverse session key KS', 16 octets
     * @throws IllegalArgumentException if one of them has another length
     */
    public static byte[] a21(byte[] k, byte[] rs) {
        return sessionKey("k", k, rs, ODD_BITS);
    }

    /**
     * Process A22: the system's answer to the phone's random number.
     *
     * @param reverseKs the reverse session key KS', 16 octets
     * @param randP the random number RAND_P sent by the phone, 8 octets
     * @return RES2, 4 octets
     * @throws IllegalArgumentException if one of them has another length
     */
    public static byte[] a22(byte[] reverseKs, byte[] randP) {
        Octets.requireLength("reverseKs", reverseKs, KEY_LENGTH);
        Octets.requireLength("randP", randP, CHALLENGE_LENGTH);
        return response(outer(reverseKs, inner(reverseKs, Octets.longAt(randP, 0))));
    }

    /** The bare algorithm: E = DSAA(D1, D2). */
    static byte[] kernel(byte[] d1, byte[] d2) {
        return sessionKey("d1", d1, d2, 0);
    }

    private static byte[] sessionKey(String keyName, byte[] key, byte[] rs, long inversion) {
        Octets.requireLength(keyName, key, KEY_LENGTH);
        Octets.requireLength("rs", rs, CHALLENGE_LENGTH);
        long inner = inner(key, Octets.longAt(rs, 0));
        long outer = outer(key, inner);
        byte[] e = new byte[KEY_LENGTH];
        Octets.put(e, 0, ((outer & HIGH_HALF) | (inner >>> 32)) ^ inversion);
        Octets.put(e, 8, ((inner << 32) | (outer & LOW_HALF)) ^ inversion);
        return e;
    }

    /** The first two cascades, keyed by the middle 64 bits of the key; their result is the middle of E. */
    private static long inner(byte[] key, long d2) {
        long middle = Octets.longAt(key, 4);
        return INNER_SECOND.apply(INNER_FIRST.apply(d2, middle), d2);
    }

    /** The last two cascades, keyed by the two ends of the key; their result is the two ends of E. */
    private static long outer(byte[] key, long inner) {
        long ends = (Octets.longAt(key, 0) & HIGH_HALF) | (Octets.longAt(key, 8) & LOW_HALF);
        return OUTER_SECOND.apply(OUTER_FIRST.apply(inner, ends), inner);
    }

    /** RES1 and RES2 are E[0..31], the least significant bits, which annex K exists to point out. */
    private static byte[] response(long outer) {
        return new byte[] {(byte) (outer >>> 24), (byte) (outer >>> 16), (byte) (outer >>> 8), (byte) outer};
    }
}
