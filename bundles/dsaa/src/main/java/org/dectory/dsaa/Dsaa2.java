package org.dectory.dsaa;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The DECT standard authentication algorithm #2 (DSAA2, algorithm identifier 2), made of AES with keys of 128 bits, and
 * the four authentication processes that are made of it.
 *
 * <p>Unlike with {@link Dsaa}, RS has 128 bits, both random numbers go into each answer, and DCK has 128 bits.
 *
 * <p><strong>The order of octets on air is an open question.</strong> Clause 5 counts bits from the least significant one,
 * annex L prints the kernel's octets from the left, and no example of a whole message is published. Here the octets of
 * all values go into the kernel in the order in which they are handed in; {@link CipherSuite#dsaa2} turns them as
 * {@link OctetOrder} says. Offer DSAA2 only when both ends are known to do the same.
 *
 * <p>All methods are pure and may be called from any thread.
 *
 * <p>Source: EN 300 175-7, clause 5 (processes), annex L (kernel and its test sets). For A12, the table of V2.4.0 names K
 * where figure 4.10 shows KS; KS is what is used here.
 */
public final class Dsaa2 {

    /** Octets of K, KS and KS'. */
    public static final int KEY_LENGTH = 16;

    /** Octets of RS. */
    public static final int RS_LENGTH = 16;

    /** Octets of RAND_F and RAND_P. */
    public static final int RAND_LENGTH = 8;

    /** Octets of RES1 and RES2. */
    public static final int RES_LENGTH = 4;

    /** Octets of the derived cipher key DCK; the older cipher DSC takes the last 8. */
    public static final int DCK_LENGTH = 16;

    private Dsaa2() {}

    /**
     * Process A11: the session key under which the phone proves itself.
     *
     * @param k the authentication key K, 16 octets
     * @param rs the value RS128 sent by the system, 16 octets
     * @return the session key KS, 16 octets
     * @throws IllegalArgumentException if one of them has another length
     */
    public static byte[] a11(byte[] k, byte[] rs) {
        return sessionKey(k, rs);
    }

    /**
     * Process A12: the phone's answer, and the cipher key.
     *
     * @param ks the session key KS, 16 octets
     * @param randF the random number RAND_F sent by the system, 8 octets
     * @param randP the random number RAND_P sent by the phone, 8 octets
     * @return RES1 (4 octets) and DCK (16 octets)
     * @throws IllegalArgumentException if one of them has another length
     */
    public static A12Result a12(byte[] ks, byte[] randF, byte[] randP) {
        Octets.requireLength("ks", ks, KEY_LENGTH);
        Octets.requireLength("randF", randF, RAND_LENGTH);
        Octets.requireLength("randP", randP, RAND_LENGTH);
        return kernel2(ks, randF, randP);
    }

    /**
     * Process A21: the session key under which the system proves itself. In a key allocation it becomes the UAK. Never use
     * an RS128 for A11 and A21 both: unlike with DSAA, the two would give the same key.
     *
     * @param k the authentication key K, 16 octets
     * @param rs the value RS128 sent by the system, 16 octets
     * @return the reverse session key KS', 16 octets
     * @throws IllegalArgumentException if one of them has another length
     */
    public static byte[] a21(byte[] k, byte[] rs) {
        return sessionKey(k, rs);
    }

    /**
     * Process A22: the system's answer.
     *
     * @param reverseKs the reverse session key KS', 16 octets
     * @param randP the random number RAND_P sent by the phone, 8 octets
     * @param randF the random number RAND_F sent by the system, 8 octets
     * @return RES2, 4 octets
     * @throws IllegalArgumentException if one of them has another length
     */
    public static byte[] a22(byte[] reverseKs, byte[] randP, byte[] randF) {
        Octets.requireLength("reverseKs", reverseKs, KEY_LENGTH);
        Octets.requireLength("randP", randP, RAND_LENGTH);
        Octets.requireLength("randF", randF, RAND_LENGTH);
        // E1 alone would cost one AES block less; the second is dropped for the sake of one kernel.
        A12Result both = kernel2(reverseKs, randP, randF);
        Arrays.fill(both.dck(), (byte) 0);
        return both.res1();
    }

    /** RS128 is RS2 || RS1, and D2 is RS1: the halves change places. */
    private static byte[] sessionKey(byte[] k, byte[] rs) {
        Octets.requireLength("k", k, KEY_LENGTH);
        Octets.requireLength("rs", rs, RS_LENGTH);
        return kernel1(k, Arrays.copyOfRange(rs, 8, 16), Arrays.copyOfRange(rs, 0, 8));
    }

    /**
     * The kernel DSAA2-1 of annex L: E = AES(D1, AES(D1, D2 || D3)).
     *
     * @param d1 16 octets
     * @param d2 8 octets
     * @param d3 8 octets
     * @return E, 16 octets
     */
    static byte[] kernel1(byte[] d1, byte[] d2, byte[] d3) {
        try {
            Cipher aes = aes(d1);
            byte[] w = aes.doFinal(concatenate(d2, d3));
            byte[] e = aes.doFinal(w);
            Arrays.fill(w, (byte) 0);
            return e;
        } catch (GeneralSecurityException e) {
            throw everyPlatformHasAes(e);
        }
    }

    /**
     * The kernel DSAA2-2 of annex L: W = AES(D1, D2 || D3); E1 = the first 32 bits of W; E2 = AES(D1, W xor 1).
     *
     * @param d1 16 octets
     * @param d2 8 octets
     * @param d3 8 octets
     * @return E1 (4 octets) and E2 (16 octets)
     */
    static A12Result kernel2(byte[] d1, byte[] d2, byte[] d3) {
        try {
            Cipher aes = aes(d1);
            byte[] w = aes.doFinal(concatenate(d2, d3));
            byte[] e1 = Arrays.copyOf(w, RES_LENGTH);
            w[w.length - 1] ^= 1;
            byte[] e2 = aes.doFinal(w);
            Arrays.fill(w, (byte) 0);
            return new A12Result(e1, e2);
        } catch (GeneralSecurityException e) {
            throw everyPlatformHasAes(e);
        }
    }

    /** ECB is right here: it is the bare block cipher, and the standard chains the blocks itself. */
    private static Cipher aes(byte[] key) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        return aes;
    }

    private static byte[] concatenate(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static IllegalStateException everyPlatformHasAes(GeneralSecurityException cause) {
        return new IllegalStateException("AES with keys of 128 bits is missing, which every Java platform has", cause);
    }
}
