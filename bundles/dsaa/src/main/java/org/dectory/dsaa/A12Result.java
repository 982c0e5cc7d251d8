package org.dectory.dsaa;

import java.util.Arrays;

/**
 * What process A12 yields: the answer that the phone sends, and the cipher key that both sides keep.
 *
 * <p>Close it when the keys are no longer needed; the octets are then overwritten. The arrays are handed out as they are,
 * not copied, so that closing wipes all there is.
 *
 * <p>Source: EN 300 175-7, clauses 4.4.3 and 5.
 */
public final class A12Result implements AutoCloseable {

    private final byte[] res1;
    private final byte[] dck;

    A12Result(byte[] res1, byte[] dck) {
        this.res1 = res1;
        this.dck = dck;
    }

    /**
     * The answer RES1.
     *
     * @return 4 octets
     */
    public byte[] res1() {
        return res1;
    }

    /**
     * The derived cipher key DCK.
     *
     * @return 8 octets with DSAA, 16 with DSAA2
     */
    public byte[] dck() {
        return dck;
    }

    /** Overwrites both with zeros. */
    @Override
    public void close() {
        Arrays.fill(res1, (byte) 0);
        Arrays.fill(dck, (byte) 0);
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "A12Result[hidden]";
    }
}
