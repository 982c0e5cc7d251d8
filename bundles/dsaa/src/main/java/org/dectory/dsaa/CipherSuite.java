package org.dectory.dsaa;

/**
 * One of the authentication algorithms, as the procedures on air use it: both proofs, each in one step from the key K.
 *
 * <p>All octet strings are as they are on air. The arrays handed in stay the caller's. All methods are pure and may be called
 * from any thread.
 *
 * <p>Source: EN 300 175-7, clauses 4.3 and 5.
 */
public sealed interface CipherSuite permits DsaaSuite, Dsaa2Suite {

    /** Octets of RAND_F and RAND_P. */
    int RAND_LENGTH = 8;

    /** The DECT standard authentication algorithm. */
    CipherSuite DSAA = new DsaaSuite();

    /**
     * The DECT standard authentication algorithm #2.
     *
     * @param order how values lie in its kernel
     * @return the suite
     */
    static CipherSuite dsaa2(OctetOrder order) {
        return new Dsaa2Suite(order);
    }

    /**
     * The algorithm's name.
     *
     * @return {@code DSAA} or {@code DSAA2}
     */
    String name();

    /**
     * How long RS is.
     *
     * @return octets
     */
    int rsLength();

    /**
     * Whether the random numbers of both sides go into each proof. If so, the phone sends RAND_P whenever it proves itself, and
     * the system sends RAND_F and another RS whenever it does.
     *
     * @return true for DSAA2
     */
    boolean mixesBothRandoms();

    /**
     * The phone's proof: A11 and A12.
     *
     * @param k the authentication key K, 16 octets
     * @param rs RS, of its length
     * @param randF RAND_F, 8 octets
     * @param randP RAND_P, 8 octets if it takes part, else of any length
     * @return RES1 and DCK
     * @throws IllegalArgumentException if one of them has another length
     */
    A12Result provePhone(byte[] k, byte[] rs, byte[] randF, byte[] randP);

    /**
     * The reverse session key KS', which becomes the UAK in a key allocation: A21.
     *
     * @param k the authentication key K, 16 octets
     * @param rs RS, of its length
     * @return KS', 16 octets
     * @throws IllegalArgumentException if one of them has another length
     */
    byte[] reverseSessionKey(byte[] k, byte[] rs);

    /**
     * The system's proof: A22.
     *
     * @param reverseKs KS', 16 octets
     * @param randP RAND_P, 8 octets
     * @param randF RAND_F, 8 octets if it takes part, else of any length
     * @return RES2, 4 octets
     * @throws IllegalArgumentException if one of them has another length
     */
    byte[] proveSystem(byte[] reverseKs, byte[] randP, byte[] randF);
}
