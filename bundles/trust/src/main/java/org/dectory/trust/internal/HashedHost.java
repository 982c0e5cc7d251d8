package org.dectory.trust.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A host whose name nobody can read out of a file: {@code |1|salt|hash}, as {@code known_hosts} has it where HashKnownHosts is on, and
 * as {@code ssh-keyscan -H} prints it (sshd(8)). The hash is HMAC-SHA1 of the name under the salt, both of 20 octets, in Base64.
 */
final class HashedHost {

    /** What people see in place of a name. */
    static final String SHOWN = "hashed";

    private static final String BEGIN = "|1|";
    private static final String MAC = "HmacSHA1";
    private static final int OCTETS = 20;

    private final byte[] salt;
    private final byte[] hash;

    private HashedHost(byte[] salt, byte[] hash) {
        this.salt = salt;
        this.hash = hash;
    }

    /** Reads what stands in the place of a name; empty if that is no hash. */
    static Optional<HashedHost> find(String host) {
        String[] parts = host.startsWith(BEGIN) ? host.substring(BEGIN.length()).split("\\|", -1) : new String[0];
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            HashedHost read = new HashedHost(
                    Base64.getDecoder().decode(parts[0]), Base64.getDecoder().decode(parts[1]));
            return Optional.of(read).filter(each -> each.salt.length == OCTETS && each.hash.length == OCTETS);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether it is the hash of a place, as {@link HostKey#place} writes it: so does OpenSSH before it hashes. */
    boolean isOf(String place) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(salt, MAC));
            return MessageDigest.isEqual(hash, mac.doFinal(place.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA1", e);
        }
    }
}
