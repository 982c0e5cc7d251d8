package org.dectory.auth.dsaa.internal;

import java.security.SecureRandom;
import java.util.Arrays;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.dsaa.Dsaa;

/**
 * Makes challenges that nobody can foresee and that never come twice. Thread-safe.
 *
 * <p>RAND_F and RS are taken from the generator in one call: its lock is the only thing that concurrent logins share.
 */
final class ChallengeSource {

    private final SecureRandom random = new SecureRandom();

    Step.Challenge next(Step.KeyType key) {
        byte[] drawn = new byte[2 * Dsaa.CHALLENGE_LENGTH];
        random.nextBytes(drawn);
        return new Step.Challenge(
                AuthenticationAlgorithm.DSAA,
                key,
                Octets.of(Arrays.copyOf(drawn, Dsaa.CHALLENGE_LENGTH)),
                Octets.of(Arrays.copyOfRange(drawn, Dsaa.CHALLENGE_LENGTH, drawn.length)));
    }

    /** Whether a challenge is one that this algorithm can compute with, whoever made it. */
    static boolean isOurs(Step.Challenge challenge) {
        return challenge.algorithm().equals(AuthenticationAlgorithm.DSAA)
                && challenge.rand().length() == Dsaa.CHALLENGE_LENGTH
                && challenge.rs().length() == Dsaa.CHALLENGE_LENGTH;
    }
}
