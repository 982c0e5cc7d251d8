package org.dectory.dsaa.system;

import java.util.Arrays;
import java.util.Optional;
import org.dectory.api.auth.KeyAllocator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.auth.SystemProof;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.CipherSuite;

/**
 * Gives a phone its key, which both sides derive from the authentication code; the code does not cross the air.
 *
 * <p>Source: EN 300 175-7, clause 6.5.6; worked example in annex K.
 */
public final class KeyAllocation implements KeyAllocator {

    private final CipherSuite suite;
    private final Challenges challenges;

    /**
     * Is ready at once.
     *
     * @param suite the algorithm
     */
    public KeyAllocation(CipherSuite suite) {
        this.suite = suite;
        challenges = new Challenges(suite);
    }

    @Override
    public Step.Challenge begin() {
        return challenges.next(Step.KeyType.AC);
    }

    @Override
    public Optional<Allocation> complete(Secret authenticationCode, Step.Challenge sent, Reply reply) {
        if (!challenges.isOurs(sent) || reply.randP().length() != CipherSuite.RAND_LENGTH) {
            return Optional.empty();
        }
        Optional<Key> found = Key.ofAuthenticationCode(authenticationCode);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Key key = found.orElseThrow()) {
            return key.cipherKey(suite, sent, reply.res1(), reply.randP()).map(cipherKey -> {
                cipherKey.close();
                return allocation(key, sent, reply.randP());
            });
        }
    }

    /** KS' is the phone's key from now on, and RES2 comes from it. */
    private Allocation allocation(Key key, Step.Challenge sent, Octets randP) {
        // With both random numbers in each proof, A11 and A21 are the same process: another RS makes them differ.
        boolean anew = suite.mixesBothRandoms();
        Step.Challenge proving = anew ? challenges.next(sent.key()) : sent;
        byte[] reverseSessionKey = key.reverseSessionKey(suite, proving.rs());
        try {
            Octets res2 = Octets.of(suite.proveSystem(
                    reverseSessionKey, randP.toByteArray(), proving.rand().toByteArray()));
            SystemProof proof = anew ? new SystemProof(res2, proving.rand(), proving.rs()) : new SystemProof(res2);
            return new Allocation(Secret.ofBytes(reverseSessionKey), proof);
        } finally {
            Arrays.fill(reverseSessionKey, (byte) 0);
        }
    }
}
