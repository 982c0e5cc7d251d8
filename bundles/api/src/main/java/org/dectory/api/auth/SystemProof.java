package org.dectory.api.auth;

/**
 * What proves the system to a phone at the end of a key allocation: EN 300 175-7, clause 6.5.6.
 *
 * @param res2 the system's response RES2 to the phone's random number, 4 octets
 * @param rand a new random number RAND_F, 8 octets, with algorithms in which it takes part (DSAA2); else no octets
 * @param rs a new session value RS, 16 octets, with algorithms that never use one in both directions (DSAA2); else no
 *     octets, and that of the challenge counts
 */
public record SystemProof(Octets res2, Octets rand, Octets rs) {

    /**
     * A proof without new random numbers, as DSAA has it.
     *
     * @param res2 the system's response, 4 octets
     */
    public SystemProof(Octets res2) {
        this(res2, Octets.NONE, Octets.NONE);
    }
}
