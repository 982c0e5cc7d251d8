package org.dectory.trust.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Fingerprints. */
final class Sha256 {

    private Sha256() {}

    static byte[] of(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
