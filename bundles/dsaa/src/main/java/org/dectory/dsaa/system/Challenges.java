package org.dectory.dsaa.system;

import java.security.SecureRandom;
import java.util.Arrays;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.dsaa.CipherSuite;

/**
 * Makes challenges that nobody can foresee and that never come twice. Thread-safe.
 *
 * <p>RAND_F and RS are taken from the generator in one call: its lock is the only thing that concurrent logins share.
 */
final class Challenges {

    private final SecureRandom random = new SecureRandom();
    private final CipherSuite suite;

    Challenges(CipherSuite suite) {
        this.suite = suite;
    }

    Step.Challenge next(Step.KeyType key) {
        byte[] drawn = new byte[CipherSuite.RAND_LENGTH + suite.rsLength()];
        random.nextBytes(drawn);
        return new Step.Challenge(
                suite.name(),
                key,
                Octets.of(Arrays.copyOf(drawn, CipherSuite.RAND_LENGTH)),
                Octets.of(Arrays.copyOfRange(drawn, CipherSuite.RAND_LENGTH, drawn.length)));
    }

    /** Whether a challenge is one that this algorithm can compute with, whoever made it. */
    boolean isOurs(Step.Challenge challenge) {
        return challenge.algorithm().equals(suite.name())
                && challenge.rand().length() == CipherSuite.RAND_LENGTH
                && challenge.rs().length() == suite.rsLength();
    }
}
