package org.dectory.cfg.encrypted;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** The cipher of encrypted values: RSA-OAEP with SHA-256, also in its mask generation, and no label (RFC 8017, clause 7.1). */
public final class ValueCipher {

    /** How long the keys are, at least. */
    public static final int KEY_BITS = 3072;

    /** Larger ones would keep a small board busy for long. */
    private static final int MOST_BITS = 8192;

    /** Two digests and two octets go with each value. */
    private static final int OVERHEAD = 2 * 32 + 2;

    /** Said in full: what the transformation's name alone means has SHA-1 in its mask generation. */
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private ValueCipher() {}

    /**
     * Names a key.
     *
     * @param key the public key
     * @return the first 8 hex digits of the SHA-256 of its DER form
     */
    public static String keyId(PublicKey key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /**
     * Writes a key as files have it.
     *
     * @param key the public key
     * @return SubjectPublicKeyInfo in PEM (RFC 7468, clause 13)
     */
    public static String pem(PublicKey key) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
    }

    /**
     * Reads a key; text around it does not matter.
     *
     * @param pem the file
     * @return the key
     * @throws IllegalArgumentException if it is none, or none that may be used
     */
    public static PublicKey publicKey(String pem) {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.find()) {
            throw new IllegalArgumentException("public key: none (expected: PEM with BEGIN PUBLIC KEY)");
        }
        PublicKey key = decoded(matcher.group(1));
        int bits = bits(key);
        if (bits < KEY_BITS || bits > MOST_BITS) {
            throw new IllegalArgumentException(
                    "public key: " + bits + " bits (expected: " + KEY_BITS + " to " + MOST_BITS + ")");
        }
        return key;
    }

    private static PublicKey decoded(String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("public key: damaged (expected: an RSA key)", e);
        }
    }

    private static int bits(PublicKey key) {
        return ((RSAPublicKey) key).getModulus().bitLength();
    }

    /**
     * How much one value can hold.
     *
     * @param key the public key
     * @return octets
     */
    public static int longest(PublicKey key) {
        return (bits(key) + 7) / 8 - OVERHEAD;
    }

    /**
     * Encrypts a value; each time it looks different.
     *
     * @param key the public key
     * @param plain what is encrypted
     * @return the encrypted value
     * @throws IllegalArgumentException if it is longer than {@link #longest}
     */
    public static EncryptedValue encrypt(PublicKey key, byte[] plain) {
        if (plain.length > longest(key)) {
            throw new IllegalArgumentException(
                    "value: " + plain.length + " octets (expected: at most " + longest(key) + ")");
        }
        try {
            Cipher cipher = cipher();
            cipher.init(Cipher.ENCRYPT_MODE, key, OAEP);
            return new EncryptedValue(keyId(key), cipher.doFinal(plain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot encrypt with RSA-OAEP", e);
        }
    }

    /**
     * Decrypts a value. Of a failure nothing is told: whoever could tell one from another could decrypt without the key.
     *
     * @param key the private key
     * @param encrypted what was encrypted
     * @return the plain text, which the caller should wipe; empty if the key does not open it
     */
    public static Optional<byte[]> decrypt(PrivateKey key, byte[] encrypted) {
        try {
            Cipher cipher = cipher();
            cipher.init(Cipher.DECRYPT_MODE, key, OAEP);
            return Optional.of(cipher.doFinal(encrypted));
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot decrypt with RSA-OAEP", e);
        }
    }

    private static Cipher cipher() throws GeneralSecurityException {
        return Cipher.getInstance("RSA/ECB/OAEPPadding");
    }
}
