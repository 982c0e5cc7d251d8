package org.dectory.fetch.sftp.internal;

import com.jcraft.jsch.Identity;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.dectory.api.identity.Secret;
import org.dectory.api.trust.SshKey;
import org.jspecify.annotations.Nullable;

/** The appliance's own key, for JSch, which cannot read such keys as Java writes them: the public half is not in them. */
final class ApplianceKey implements Identity {

    private static final String TYPE = "ecdsa-sha2-nistp256";
    private static final int NUMBER = 32;

    private final byte[] publicKey;
    private final PrivateKey privateKey;

    private ApplianceKey(byte[] publicKey, PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /**
     * Reads a key; closes its private half.
     *
     * @throws GeneralSecurityException if it is of another sort than the appliance makes
     */
    static ApplianceKey of(SshKey key) throws GeneralSecurityException {
        byte[] pem;
        try (Secret secret = key.privateKey()) {
            pem = secret.bytes();
        }
        byte[] octets = unwrapped(pem);
        try {
            PrivateKey privateKey = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(octets));
            return new ApplianceKey(Base64.getDecoder().decode(key.publicKey().split(" ", -1)[1]), privateKey);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** Without the first and the last line; wipes what it was given. */
    private static byte[] unwrapped(byte[] pem) {
        String text = new String(pem, StandardCharsets.US_ASCII);
        byte[] base64 = Arrays.copyOfRange(pem, text.indexOf('\n'), text.lastIndexOf("\n-----END"));
        try {
            return Base64.getMimeDecoder().decode(base64);
        } finally {
            Arrays.fill(pem, (byte) 0);
            Arrays.fill(base64, (byte) 0);
        }
    }

    @Override
    public String getName() {
        return "dectory";
    }

    @Override
    public String getAlgName() {
        return TYPE;
    }

    @Override
    public byte[] getPublicKeyBlob() {
        return publicKey.clone();
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data) {
        return getSignature(data, TYPE);
    }

    /** As RFC 5656, clause 3.1.2, has it; null, as JSch wants, if that is impossible. */
    @Override
    public byte @Nullable [] getSignature(byte[] data, String algorithm) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(privateKey);
            signature.update(data);
            byte[] both = signature.sign();
            byte[] first = new BigInteger(1, Arrays.copyOf(both, NUMBER)).toByteArray();
            byte[] second = new BigInteger(1, Arrays.copyOfRange(both, NUMBER, both.length)).toByteArray();
            return strings(TYPE.getBytes(StandardCharsets.US_ASCII), strings(first, second));
        } catch (GeneralSecurityException | IOException e) {
            return null;
        }
    }

    private static byte[] strings(byte[]... each) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        for (byte[] one : each) {
            out.writeInt(one.length);
            out.write(one);
        }
        return octets.toByteArray();
    }

    @Override
    public boolean setPassphrase(byte @Nullable [] passphrase) {
        return true;
    }

    @Override
    public boolean isEncrypted() {
        return false;
    }

    @Override
    public void clear() {
        // Java wipes no keys; this one is gone as soon as the login is done.
    }
}
