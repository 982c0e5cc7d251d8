package org.dectory.release;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A public Ed25519 key (RFC 8032).
 *
 * @param id its name: the first 16 hexadecimal digits of the SHA-256 of its SubjectPublicKeyInfo
 * @param key the key
 */
public record TrustedKey(String id, PublicKey key) {

    static final String ALGORITHM = "Ed25519";

    private static final int ID_LENGTH = 16;

    static TrustedKey of(PublicKey key) {
        return new TrustedKey(Digests.of(key.getEncoded()).substring(0, ID_LENGTH), key);
    }

    /**
     * Reads a key as it stands in a list: its SubjectPublicKeyInfo in base64.
     *
     * @throws IllegalArgumentException if it is no Ed25519 key
     */
    public static TrustedKey parse(String base64) {
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            return of(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform from 15 on has Ed25519", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("key: " + base64 + " (expected: an Ed25519 key in base64)", e);
        }
    }

    /**
     * Reads the public key of a PEM file; whether a private one is in it too does not matter.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it holds no public Ed25519 key
     */
    public static TrustedKey read(Path pem) throws IOException {
        return parse(Base64.getEncoder()
                .encodeToString(SigningKey.part(SigningKey.PUBLIC, Files.readString(pem, US_ASCII))));
    }

    /** The key as it stands in a list. */
    public String text() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    boolean verifies(byte[] text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(text);
            return verifier.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            // A signature of the wrong length, for instance.
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform from 15 on has Ed25519", e);
        }
    }
}
