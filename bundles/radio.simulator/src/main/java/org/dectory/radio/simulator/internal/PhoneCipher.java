package org.dectory.radio.simulator.internal;

import java.util.Arrays;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.A12Result;
import org.dectory.dsaa.AuthenticationKeys;
import org.dectory.dsaa.Dsaa;

/**
 * What a phone computes: its side of DSAA.
 *
 * <p>Source: EN 300 175-7, clauses 4.5.2, 5 and 6.5.
 */
final class PhoneCipher {

    private PhoneCipher() {}

    /** What one authentication yields: the response, and the key with which the link can be encrypted (DCK). */
    record Proof(Octets res1, Secret cipherKey) {}

    /** Whether a phone can compute with a challenge. */
    static boolean knows(Step.Challenge challenge) {
        return challenge.algorithm().equals(AuthenticationAlgorithm.DSAA)
                && challenge.rand().length() == Dsaa.CHALLENGE_LENGTH
                && challenge.rs().length() == Dsaa.CHALLENGE_LENGTH;
    }

    /** Answers with the phone's own key. */
    static Proof answerWithKey(Step.Challenge challenge, Secret uak) {
        byte[] copy = uak.bytes();
        byte[] k = AuthenticationKeys.ofPhone(copy);
        Arrays.fill(copy, (byte) 0);
        return proof(k, challenge);
    }

    /** Answers with the phone's own key and what the person typed, 1 to 8 digits. */
    static Proof answerWithPin(Step.Challenge challenge, Secret uak, char[] pin) {
        byte[] copy = uak.bytes();
        byte[] k = AuthenticationKeys.ofUser(copy, pin);
        Arrays.fill(copy, (byte) 0);
        return proof(k, challenge);
    }

    /** RES1 with the authentication code, 1 to 8 digits. */
    static Octets answerWithCode(Step.Challenge challenge, Secret code) {
        Proof proof = proof(ofCode(code), challenge);
        proof.cipherKey().close();
        return proof.res1();
    }

    /** The key that a phone takes from a key allocation: KS'. */
    static Secret allocatedKey(Step.Challenge challenge, Secret code) {
        byte[] k = ofCode(code);
        byte[] reverseSessionKey = Dsaa.a21(k, challenge.rs().toByteArray());
        Secret key = Secret.ofBytes(reverseSessionKey);
        Arrays.fill(k, (byte) 0);
        Arrays.fill(reverseSessionKey, (byte) 0);
        return key;
    }

    /** What the system must answer to the phone's own random number. */
    static Octets expectedRes2(Secret allocatedKey, Octets randP) {
        byte[] copy = allocatedKey.bytes();
        Octets expected = Octets.of(Dsaa.a22(copy, randP.toByteArray()));
        Arrays.fill(copy, (byte) 0);
        return expected;
    }

    private static byte[] ofCode(Secret code) {
        char[] digits = code.chars();
        byte[] k = AuthenticationKeys.ofAuthenticationCode(digits);
        Arrays.fill(digits, '\0');
        return k;
    }

    /** Wipes K. */
    private static Proof proof(byte[] k, Step.Challenge challenge) {
        byte[] sessionKey = Dsaa.a11(k, challenge.rs().toByteArray());
        Arrays.fill(k, (byte) 0);
        try (A12Result result = Dsaa.a12(sessionKey, challenge.rand().toByteArray())) {
            return new Proof(Octets.of(result.res1()), Secret.ofBytes(result.dck()));
        } finally {
            Arrays.fill(sessionKey, (byte) 0);
        }
    }
}
