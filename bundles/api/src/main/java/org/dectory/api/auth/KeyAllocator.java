package org.dectory.api.auth;

import java.util.Optional;
import org.dectory.api.identity.Secret;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gives a phone its key at subscription: EN 300 175-5, clause 13.6, and -7, clause 6.5.6. Register it as a service with
 * {@link AuthenticationAlgorithm}. Pure and thread-safe, as {@link Authenticator} is.
 */
@ConsumerType
public interface KeyAllocator {

    /**
     * Begins an allocation.
     *
     * @return RAND_F and RS for the phone, with key type {@link Step.KeyType#AC}
     */
    Step.Challenge begin();

    /**
     * Finishes an allocation.
     *
     * @param authenticationCode the authentication code, 1 to 8 digits
     * @param sent what {@link #begin()} gave, perhaps of another allocator of the same algorithm
     * @param reply what the phone answered
     * @return the phone's key and what proves the system to the phone; empty if the phone used another code
     */
    Optional<Allocation> complete(Secret authenticationCode, Step.Challenge sent, Reply reply);

    /**
     * What a phone answers to a key allocation.
     *
     * @param res1 its response
     * @param randP its own random number
     */
    record Reply(Octets res1, Octets randP) {}

    /**
     * What came of an allocation.
     *
     * @param uak the phone's key from now on
     * @param proof what proves the system to the phone
     */
    record Allocation(Secret uak, SystemProof proof) {

        /**
         * What came of an allocation with an algorithm that needs no new random numbers, such as DSAA.
         *
         * @param uak the phone's key from now on
         * @param res2 the system's response to the phone
         */
        public Allocation(Secret uak, Octets res2) {
            this(uak, new SystemProof(res2));
        }

        /**
         * The system's response to the phone.
         *
         * @return RES2, 4 octets
         */
        public Octets res2() {
            return proof.res2();
        }
    }
}
