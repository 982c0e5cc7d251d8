package org.dectory.dsaa.system;

import java.util.Arrays;
import java.util.Optional;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.A12Result;
import org.dectory.dsaa.AuthenticationKeys;
import org.dectory.dsaa.AuthenticationResponse;
import org.dectory.dsaa.CipherSuite;
import org.dectory.dsaa.Dsaa;

/**
 * An authentication key K for the time of one computation: made of secrets, wiped when closed.
 *
 * <p>Source: EN 300 175-7, clauses 4.5.2 and 5.
 */
final class Key implements AutoCloseable {

    private final byte[] octets;

    private Key(byte[] octets) {
        this.octets = octets;
    }

    /** The key of a phone that is to prove itself; empty if what is kept cannot be such a key. */
    static Optional<Key> ofPhone(Secret uak) {
        byte[] copy = uak.bytes();
        try {
            return copy.length == Dsaa.KEY_LENGTH
                    ? Optional.of(new Key(AuthenticationKeys.ofPhone(copy)))
                    : Optional.empty();
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** The key of a person at a phone; empty if the PIN is none that can be typed, or the phone's key is none. */
    static Optional<Key> ofUser(Secret uak, Secret pin) {
        byte[] copy = uak.bytes();
        char[] digits = digits(pin);
        try {
            return copy.length == Dsaa.KEY_LENGTH && digits.length > 0
                    ? Optional.of(new Key(AuthenticationKeys.ofUser(copy, digits)))
                    : Optional.empty();
        } finally {
            Arrays.fill(copy, (byte) 0);
            Arrays.fill(digits, '\0');
        }
    }

    /** The key of a phone that is to be given its own; empty if the code is none that can be typed. */
    static Optional<Key> ofAuthenticationCode(Secret code) {
        char[] digits = digits(code);
        try {
            return digits.length > 0
                    ? Optional.of(new Key(AuthenticationKeys.ofAuthenticationCode(digits)))
                    : Optional.empty();
        } finally {
            Arrays.fill(digits, '\0');
        }
    }

    /** The cipher key DCK that both sides have if a response is the one to a challenge; else nothing. */
    Optional<Secret> cipherKey(CipherSuite suite, Step.Challenge challenge, Octets res1, Octets randP) {
        byte[] rs = challenge.rs().toByteArray();
        byte[] randF = challenge.rand().toByteArray();
        try (A12Result expected = suite.provePhone(octets, rs, randF, randP.toByteArray())) {
            return AuthenticationResponse.matches(expected.res1(), res1.toByteArray())
                    ? Optional.of(Secret.ofBytes(expected.dck()))
                    : Optional.empty();
        }
    }

    /** The reverse session key KS'; the caller wipes it. */
    byte[] reverseSessionKey(CipherSuite suite, Octets rs) {
        return suite.reverseSessionKey(octets, rs.toByteArray());
    }

    /** The characters if they are 1 to 8 decimal digits, else none; octets of ASCII are their characters. */
    private static char[] digits(Secret secret) {
        byte[] copy = secret.bytes();
        char[] digits = new char[copy.length <= AuthenticationKeys.MAX_DIGITS ? copy.length : 0];
        boolean typable = true;
        for (int i = 0; i < digits.length; i++) {
            typable &= copy[i] >= '0' && copy[i] <= '9';
            digits[i] = (char) copy[i];
        }
        Arrays.fill(copy, (byte) 0);
        if (typable) {
            return digits;
        }
        Arrays.fill(digits, '\0');
        return new char[0];
    }

    @Override
    public void close() {
        Arrays.fill(octets, (byte) 0);
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "Key[hidden]";
    }
}
