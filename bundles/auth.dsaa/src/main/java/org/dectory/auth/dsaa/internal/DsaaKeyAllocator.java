package org.dectory.auth.dsaa.internal;

import java.util.Arrays;
import java.util.Optional;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.Dsaa;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Gives a phone its key, which both sides derive from the authentication code; the code does not cross the air.
 *
 * <p>Source: EN 300 175-7, clause 6.5.6; worked example in annex K.
 */
@Component(service = KeyAllocator.class, configurationPid = "org.dectory.auth.dsaa")
@AuthenticationAlgorithm(AuthenticationAlgorithm.DSAA)
public final class DsaaKeyAllocator implements KeyAllocator {

    private final ChallengeSource challenges = new ChallengeSource();

    /** Is ready at once. */
    @Activate
    public DsaaKeyAllocator() {}

    @Override
    public Step.Challenge begin() {
        return challenges.next(Step.KeyType.AC);
    }

    @Override
    public Optional<Allocation> complete(Secret authenticationCode, Step.Challenge sent, Reply reply) {
        if (!ChallengeSource.isOurs(sent) || reply.randP().length() != Dsaa.CHALLENGE_LENGTH) {
            return Optional.empty();
        }
        Optional<Key> found = Key.ofAuthenticationCode(authenticationCode);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Key key = found.orElseThrow()) {
            return key.cipherKey(sent, reply.res1()).map(cipherKey -> {
                cipherKey.close();
                return allocation(key.reverseSessionKey(sent.rs()), reply.randP());
            });
        }
    }

    /** KS' is the phone's key from now on, and RES2 comes from it. */
    private static Allocation allocation(byte[] reverseSessionKey, Octets randP) {
        try {
            byte[] res2 = Dsaa.a22(reverseSessionKey, randP.toByteArray());
            return new Allocation(Secret.ofBytes(reverseSessionKey), Octets.of(res2));
        } finally {
            Arrays.fill(reverseSessionKey, (byte) 0);
        }
    }
}
