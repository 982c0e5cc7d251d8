package org.dectory.userstore.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets with AES-256-GCM: one octet for the format, 12 of nonce, then text and tag. Owner and kind are authenticated
 * with it, so that a row put in another's place does not open. Thread-safe.
 *
 * <p>Source: NIST SP 800-38D; a random nonce of 96 bits is good for 2^32 writes under one key (8.3).
 */
final class SecretCipher {

    private static final byte FORMAT = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random;

    /** Ciphers that nobody uses now: making one takes longer than what it does here. */
    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    SecretCipher(SecretKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    byte[] seal(SecretOwner owner, SecretKind kind, Secret secret) {
        byte[] plain = secret.bytes();
        try {
            return seal(context(owner, kind.name()), plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private byte[] seal(byte[] context, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = take();
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context);
            byte[] sealed = cipher.doFinal(plain);
            idle.add(cipher);
            return ByteBuffer.allocate(1 + NONCE + sealed.length)
                    .put(FORMAT)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new StoreException("A secret could not be encrypted", e);
        }
    }

    /**
     * Opens what was sealed.
     *
     * @throws StoreException if it was sealed under another key, for another owner or kind, or was changed
     */
    Secret open(SecretOwner owner, SecretKind kind, byte[] sealed) {
        byte[] plain = open(context(owner, kind.name()), sealed, kind + " of " + owner.type() + ' ' + owner.id());
        try {
            return Secret.ofBytes(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private byte[] open(byte[] context, byte[] sealed, String what) {
        if (sealed.length < 1 + NONCE + TAG_BITS / 8 || sealed[0] != FORMAT) {
            throw new StoreException("The secret " + what + " is damaged, or of a newer firmware");
        }
        try {
            Cipher cipher = take();
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 1, NONCE));
            cipher.updateAAD(context);
            byte[] plain = cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
            idle.add(cipher);
            return plain;
        } catch (AEADBadTagException e) {
            throw new StoreException(
                    "The secret " + what + " does not open: it is another's, was changed, or the device"
                            + " key is not the one it was encrypted under",
                    e);
        } catch (GeneralSecurityException e) {
            throw new StoreException("The secret " + what + " could not be decrypted", e);
        }
    }

    private Cipher take() throws GeneralSecurityException {
        @Nullable Cipher cipher = idle.poll();
        return cipher == null ? Cipher.getInstance("AES/GCM/NoPadding") : cipher;
    }

    /** Something sealed that tells later whether a key is the right one. */
    byte[] sample() {
        return seal(context(SecretOwner.SYSTEM, "key_check"), new byte[] {FORMAT});
    }

    /** Whether a sample was sealed under this key. */
    boolean opens(byte[] sample) {
        try {
            return open(context(SecretOwner.SYSTEM, "key_check"), sample, "sample").length == 1;
        } catch (StoreException e) {
            return false;
        }
    }

    private static byte[] context(SecretOwner owner, String kind) {
        return (FORMAT + "/" + owner.type().name() + '/' + owner.id() + '/' + kind).getBytes(StandardCharsets.UTF_8);
    }
}
