package org.dectory.valuekeys.internal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import org.dectory.api.identity.Secret;
import org.dectory.cfg.encrypted.ValueCipher;

/** Makes key pairs, and turns private keys into secrets and back. */
final class KeyPairs {

    private KeyPairs() {}

    /** Takes seconds on a small board. */
    static KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(ValueCipher.KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot make RSA keys", e);
        }
    }

    static Secret secret(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        try {
            return Secret.ofBytes(encoded);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    static PrivateKey privateKey(Secret secret) {
        byte[] encoded = secret.bytes();
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A private key in the store is damaged", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }
}
