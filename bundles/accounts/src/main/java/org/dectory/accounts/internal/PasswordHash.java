package org.dectory.accounts.internal;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.dectory.api.identity.Secret;

/**
 * What is kept of a password: PBKDF2 with HMAC-SHA-256 (RFC 8018, clause 5.2).
 *
 * <p>A check takes its time on purpose: with {@link #ITERATIONS} about 0.4 s of a core, measured with the quick compiler of
 * the JVM that the image runs with, under which SHA-256 takes six times as long as under the other.
 */
final class PasswordHash {

    /** How often the function is iterated for passwords that people choose; stored with each hash, so it may rise. */
    static final int ITERATIONS = 200_000;

    /** Enough for a password of more than 100 random bits, which nobody can guess anyway; a first start is to be quick. */
    static final int ITERATIONS_IF_RANDOM = 1_000;

    private static final int SALT_OCTETS = 16;
    private static final int HASH_BITS = 256;
    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha256:([0-9]{1,9}):([0-9A-Za-z+/=]+):([0-9A-Za-z+/=]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    static PasswordHash of(Secret password, int iterations) {
        byte[] salt = new byte[SALT_OCTETS];
        RANDOM.nextBytes(salt);
        return new PasswordHash(iterations, salt, derive(password, iterations, salt));
    }

    /** A hash that no password is known for; it takes as long to compare as any other. */
    static PasswordHash unmatched(int iterations) {
        byte[] random = new byte[SALT_OCTETS + HASH_BITS / Byte.SIZE];
        RANDOM.nextBytes(random);
        return new PasswordHash(
                iterations, Arrays.copyOf(random, SALT_OCTETS), Arrays.copyOfRange(random, SALT_OCTETS, random.length));
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    static PasswordHash parse(String stored) {
        Matcher parts = FORM.matcher(stored);
        if (!parts.matches()) {
            throw new IllegalArgumentException("hash: hidden (expected: pbkdf2-sha256:iterations:salt:hash)");
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return new PasswordHash(
                Integer.parseInt(parts.group(1)), decoder.decode(parts.group(2)), decoder.decode(parts.group(3)));
    }

    boolean matches(Secret password) {
        return MessageDigest.isEqual(hash, derive(password, iterations, salt));
    }

    /** The stored form. */
    String stored() {
        Base64.Encoder encoder = Base64.getEncoder();
        return "pbkdf2-sha256:" + iterations + ":" + encoder.encodeToString(salt) + ":" + encoder.encodeToString(hash);
    }

    private static byte[] derive(Secret password, int iterations, byte[] salt) {
        char[] chars = password.chars();
        PBEKeySpec spec = new PBEKeySpec(chars, salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
            Arrays.fill(chars, '\0');
        }
    }
}
