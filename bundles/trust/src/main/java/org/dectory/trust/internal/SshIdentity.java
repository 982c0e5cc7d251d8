package org.dectory.trust.internal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.secret.Secrets;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreException;
import org.dectory.api.trust.SshKey;

/**
 * The appliance's own key for SSH, on the curve P-256. Stored with both halves as PKCS #8 (RFC 5208) and RFC 5915 have it; those
 * who read such keys want the public half in it. Thread-safe.
 */
final class SshIdentity {

    /** All but the numbers: of a key of this curve, lengths never change. */
    private static final byte[] BEFORE_PRIVATE =
            HexFormat.of().parseHex("308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420");

    private static final byte[] BEFORE_PUBLIC = HexFormat.of().parseHex("a144034200");

    private static final int NUMBER = 32;
    private static final int POINT = 1 + 2 * NUMBER;
    private static final String TYPE = "ecdsa-sha2-nistp256";

    private final Store store;
    private final Secrets secrets;

    SshIdentity(Store store, Secrets secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    /** The key; made now if there was none. */
    SshKey key() {
        return with(stored -> new SshKey(line(stored), pem(stored)));
    }

    /** The public half in one line. */
    String publicLine() {
        return with(SshIdentity::line);
    }

    private synchronized <T> T with(Function<byte[], T> use) {
        if (secrets.find(SecretOwner.SYSTEM, SecretKind.SSH_KEY).isEmpty()) {
            make();
        }
        try (Secret found = secrets.find(SecretOwner.SYSTEM, SecretKind.SSH_KEY)
                .orElseThrow(() -> new StoreException("The key for SSH is gone again"))) {
            byte[] stored = found.bytes();
            try {
                return use.apply(stored);
            } finally {
                Arrays.fill(stored, (byte) 0);
            }
        }
    }

    private void make() {
        try (Secret fresh = generate()) {
            store.<Boolean>write(Actor.system("trust"), transaction -> {
                        boolean there =
                                transaction.secretKinds(SecretOwner.SYSTEM).contains(SecretKind.SSH_KEY);
                        if (!there) {
                            transaction.secrets().put(SecretOwner.SYSTEM, SecretKind.SSH_KEY, fresh);
                        }
                        return there;
                    })
                    .toCompletableFuture()
                    .join();
        }
    }

    /** Another one in place of the one there was. */
    CompletionStage<String> renew(Actor actor) {
        Secret fresh = generate();
        byte[] stored = fresh.bytes();
        String line = line(stored);
        Arrays.fill(stored, (byte) 0);
        return store.<String>write(actor, transaction -> {
                    transaction.secrets().put(SecretOwner.SYSTEM, SecretKind.SSH_KEY, fresh);
                    return line;
                })
                .whenComplete((done, failure) -> fresh.close());
    }

    private static Secret generate() {
        KeyPair pair;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has this curve", e);
        }
        ECPublicKey open = (ECPublicKey) pair.getPublic();
        byte[] number = octets(((ECPrivateKey) pair.getPrivate()).getS());
        byte[] stored = ByteBuffer.allocate(BEFORE_PRIVATE.length + NUMBER + BEFORE_PUBLIC.length + POINT)
                .put(BEFORE_PRIVATE)
                .put(number)
                .put(BEFORE_PUBLIC)
                .put((byte) 4)
                .put(octets(open.getW().getAffineX()))
                .put(octets(open.getW().getAffineY()))
                .array();
        try {
            return Secret.ofBytes(stored);
        } finally {
            Arrays.fill(number, (byte) 0);
            Arrays.fill(stored, (byte) 0);
        }
    }

    /** Without a sign, always as long as the curve's numbers. */
    private static byte[] octets(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] octets = new byte[NUMBER];
        int length = Math.min(signed.length, NUMBER);
        System.arraycopy(signed, signed.length - length, octets, NUMBER - length, length);
        Arrays.fill(signed, (byte) 0);
        return octets;
    }

    /** RFC 5656, clause 3.1. */
    private static String line(byte[] stored) {
        byte[] point = Arrays.copyOfRange(stored, stored.length - POINT, stored.length);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (byte[] part : List.of(ascii(TYPE), ascii("nistp256"), point)) {
            wire.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            wire.writeBytes(part);
        }
        return TYPE + " " + Base64.getEncoder().encodeToString(wire.toByteArray()) + " dectory";
    }

    private static Secret pem(byte[] stored) {
        byte[] begin = ascii("-----BEGIN PRIVATE KEY-----\n");
        byte[] middle = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(stored);
        byte[] end = ascii("\n-----END PRIVATE KEY-----\n");
        byte[] all = ByteBuffer.allocate(begin.length + middle.length + end.length)
                .put(begin)
                .put(middle)
                .put(end)
                .array();
        try {
            return Secret.ofBytes(all);
        } finally {
            Arrays.fill(middle, (byte) 0);
            Arrays.fill(all, (byte) 0);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
