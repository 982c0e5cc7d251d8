package org.dectory.radio.simulator.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.auth.SystemProof;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.A12Result;
import org.dectory.dsaa.AuthenticationKeys;
import org.dectory.dsaa.CipherSuite;
import org.dectory.dsaa.OctetOrder;

/**
 * What a phone computes: its side of one authentication algorithm.
 *
 * <p>Source: EN 300 175-7, clauses 4.5.2, 5 and 6.5.
 */
final class PhoneCipher {

    private static final PhoneCipher DSAA = new PhoneCipher(CipherSuite.DSAA);
    private static final PhoneCipher DSAA2 = new PhoneCipher(CipherSuite.dsaa2(OctetOrder.STRAIGHT));

    private final CipherSuite suite;

    private PhoneCipher(CipherSuite suite) {
        this.suite = suite;
    }

    /** What one authentication yields: the response, and the key with which the link can be encrypted (DCK). */
    record Proof(Answer.Response response, Secret cipherKey) {}

    /** The algorithms that phones of a kind know, the best first. */
    static List<String> algorithms(HandsetKind kind) {
        return known(kind).stream().map(PhoneCipher::algorithm).toList();
    }

    private static List<PhoneCipher> known(HandsetKind kind) {
        return kind.isSystemHandset() ? List.of(DSAA2, DSAA) : List.of(DSAA);
    }

    /** What a phone of a kind computes the answer to a challenge with; empty if it cannot. */
    static Optional<PhoneCipher> find(HandsetKind kind, Step.Challenge challenge) {
        return known(kind).stream().filter(cipher -> cipher.knows(challenge)).findFirst();
    }

    private boolean knows(Step.Challenge challenge) {
        return challenge.algorithm().equals(suite.name())
                && challenge.rand().length() == CipherSuite.RAND_LENGTH
                && challenge.rs().length() == suite.rsLength();
    }

    String algorithm() {
        return suite.name();
    }

    /** Answers with the phone's own key. */
    Proof answerWithKey(Step.Challenge challenge, Octets randP, Secret uak) {
        byte[] copy = uak.bytes();
        byte[] k = AuthenticationKeys.ofPhone(copy);
        Arrays.fill(copy, (byte) 0);
        return proof(k, challenge, randP);
    }

    /** Answers with the phone's own key and what the person typed, 1 to 8 digits. */
    Proof answerWithPin(Step.Challenge challenge, Octets randP, Secret uak, char[] pin) {
        byte[] copy = uak.bytes();
        byte[] k = AuthenticationKeys.ofUser(copy, pin);
        Arrays.fill(copy, (byte) 0);
        return proof(k, challenge, randP);
    }

    /** RES1 with the authentication code, 1 to 8 digits. */
    Octets answerWithCode(Step.Challenge challenge, Octets randP, Secret code) {
        Proof proof = proof(ofCode(code), challenge, randP);
        proof.cipherKey().close();
        return proof.response().res();
    }

    /**
     * The key that a phone takes from a key allocation: KS'. Nothing if the system does not prove that it knows the code, or
     * proves it with what the phone has used already.
     */
    Optional<Secret> allocatedKey(Step.Challenge challenge, Octets randP, Secret code, SystemProof proof) {
        Step.Challenge proving = suite.mixesBothRandoms()
                ? new Step.Challenge(challenge.algorithm(), challenge.key(), proof.rand(), proof.rs())
                : challenge;
        if (!knows(proving) || (suite.mixesBothRandoms() && proof.rs().equals(challenge.rs()))) {
            return Optional.empty();
        }
        byte[] k = ofCode(code);
        byte[] reverseSessionKey = suite.reverseSessionKey(k, proving.rs().toByteArray());
        Arrays.fill(k, (byte) 0);
        try {
            byte[] expected = suite.proveSystem(
                    reverseSessionKey, randP.toByteArray(), proving.rand().toByteArray());
            return Octets.of(expected).equals(proof.res2())
                    ? Optional.of(Secret.ofBytes(reverseSessionKey))
                    : Optional.empty();
        } finally {
            Arrays.fill(reverseSessionKey, (byte) 0);
        }
    }

    private static byte[] ofCode(Secret code) {
        char[] digits = code.chars();
        byte[] k = AuthenticationKeys.ofAuthenticationCode(digits);
        Arrays.fill(digits, '\0');
        return k;
    }

    /** Wipes K. */
    private Proof proof(byte[] k, Step.Challenge challenge, Octets randP) {
        byte[] rs = challenge.rs().toByteArray();
        byte[] randF = challenge.rand().toByteArray();
        try (A12Result result = suite.provePhone(k, rs, randF, randP.toByteArray())) {
            Octets sent = suite.mixesBothRandoms() ? randP : Octets.NONE;
            return new Proof(new Answer.Response(Octets.of(result.res1()), sent), Secret.ofBytes(result.dck()));
        } finally {
            Arrays.fill(k, (byte) 0);
        }
    }
}
