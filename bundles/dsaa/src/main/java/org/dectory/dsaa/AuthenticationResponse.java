package org.dectory.dsaa;

import java.security.MessageDigest;

/**
 * Judges the answers RES1 and RES2 of DECT authentication.
 *
 * <p>Source: EN 300 175-7, clause 4.3; an answer is compared with the expected one, called XRES there.
 */
public final class AuthenticationResponse {

    private AuthenticationResponse() {}

    /**
     * Whether the answer received is the one expected. The time taken does not depend on where they differ.
     *
     * @param expected the answer computed here (XRES)
     * @param received the answer of the other side, of whatever length it came
     * @return whether they are equal in length and content; two empty answers are not an answer
     */
    public static boolean matches(byte[] expected, byte[] received) {
        return expected.length > 0 && MessageDigest.isEqual(expected, received);
    }
}
