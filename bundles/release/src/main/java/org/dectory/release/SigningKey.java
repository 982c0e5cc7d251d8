package org.dectory.release;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A vendor's key pair. It stays with the vendor, in a PEM file that only its owner may read, and is in no image.
 *
 * <p>The file holds the private key (PKCS #8) and after it the public one (SubjectPublicKeyInfo), as OpenSSL writes them.
 */
public final class SigningKey {

    private static final String PRIVATE = "PRIVATE KEY";
    static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey privateKey;
    private final TrustedKey trusted;

    private SigningKey(PrivateKey privateKey, TrustedKey trusted) {
        this.privateKey = privateKey;
        this.trusted = trusted;
    }

    /** Makes a new pair. */
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(TrustedKey.ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), TrustedKey.of(pair.getPublic()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform from 15 on has Ed25519", e);
        }
    }

    /**
     * Reads a pair.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it holds no such pair, or one whose halves do not belong together
     */
    public static SigningKey read(Path pem) throws IOException {
        String text = Files.readString(pem, US_ASCII);
        try {
            KeyFactory factory = KeyFactory.getInstance(TrustedKey.ALGORITHM);
            SigningKey key = new SigningKey(
                    factory.generatePrivate(new PKCS8EncodedKeySpec(part(PRIVATE, text))),
                    TrustedKey.of(factory.generatePublic(new X509EncodedKeySpec(part(PUBLIC, text)))));
            byte[] probe = PRIVATE.getBytes(US_ASCII);
            if (key.trusted.verifies(probe, key.sign(probe))) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(pem + " holds no pair of Ed25519 keys", e);
        }
        throw new IllegalArgumentException("the two keys in " + pem + " do not belong together");
    }

    static byte[] part(String kind, String pem) {
        Matcher found = Pattern.compile("-----BEGIN " + kind + "-----([A-Za-z0-9+/=\\s]*)-----END " + kind + "-----")
                .matcher(pem);
        if (!found.find()) {
            throw new IllegalArgumentException("there is no " + kind);
        }
        return Base64.getMimeDecoder().decode(found.group(1));
    }

    /**
     * Writes the pair into a new file that only its owner may read.
     *
     * @throws IOException if it cannot be written, or is there already: no key is ever overwritten
     */
    public void write(Path pem) throws IOException {
        String text = pem(PRIVATE, privateKey.getEncoded()) + publicPem();
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                pem,
                Set.of(CREATE_NEW, WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))))) {
            out.write(text.getBytes(US_ASCII));
        }
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + kind + "-----\n";
    }

    /** Its public half as a PEM file, to be given away. */
    public String publicPem() {
        return pem(PUBLIC, trusted.key().getEncoded());
    }

    /** Its public half, which lists of trusted keys name. */
    public TrustedKey trusted() {
        return trusted;
    }

    byte[] sign(byte[] text) {
        try {
            Signature signer = Signature.getInstance(TrustedKey.ALGORITHM);
            signer.initSign(privateKey);
            signer.update(text);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform from 15 on signs with Ed25519", e);
        }
    }
}
