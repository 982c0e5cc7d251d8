package org.dectory.trust.internal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.dectory.api.trust.TrustAdministration.KnownHost;

/**
 * A key of an SSH host.
 *
 * @param host the name or address in lower case; with a port other than 22 as {@code [name]:port}; or a {@link HashedHost}
 * @param key the public key as it crosses the wire (RFC 4253, clause 6.6), in Base64
 * @param firstUse whether it was taken at the first connection rather than entered
 */
record HostKey(String host, String key, boolean firstUse) {

    private static final String FIRST_USE = "first-use";
    private static final String ENTERED = "entered";
    private static final int SSH_PORT = 22;
    private static final int LONGEST_TYPE = 64;

    /** What a host is called at a port. */
    static String place(String host, int port) {
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        String lower = name.toLowerCase(Locale.ROOT);
        return port == SSH_PORT ? lower : "[" + lower + "]:" + port;
    }

    static HostKey of(String host, int port, byte[] key) {
        return new HostKey(place(host, port), Base64.getEncoder().encodeToString(key), true);
    }

    /** What {@link #stored()} gave. */
    static HostKey parse(String stored) {
        String[] parts = stored.split(" ", 3);
        if (parts.length < 3 || (!parts[0].equals(FIRST_USE) && !parts[0].equals(ENTERED))) {
            throw new IllegalArgumentException("no key of a host");
        }
        HostKey key = new HostKey(parts[1], parts[2], parts[0].equals(FIRST_USE));
        key.type();
        return key;
    }

    String stored() {
        return (firstUse ? FIRST_USE : ENTERED) + " " + host + " " + key;
    }

    /** Whether it is a key of a host at a place, as {@link #place} writes it. */
    boolean isAt(String place) {
        return host.equals(place)
                || HashedHost.find(host).filter(hash -> hash.isOf(place)).isPresent();
    }

    /** The same for the same key of the same host, however it became known. */
    String id() {
        byte[] digest = Sha256.of((host + " " + key).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
    }

    /**
     * What sort of key it is.
     *
     * @throws IllegalArgumentException if it is none
     */
    String type() {
        ByteBuffer octets = ByteBuffer.wrap(octets());
        try {
            int length = octets.getInt();
            if (length < 1 || length > LONGEST_TYPE) {
                throw new IllegalArgumentException("no public key of SSH");
            }
            byte[] type = new byte[length];
            octets.get(type);
            return new String(type, StandardCharsets.US_ASCII);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("no public key of SSH", e);
        }
    }

    byte[] octets() {
        return Base64.getDecoder().decode(key);
    }

    KnownHost known() {
        String fingerprint = "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(Sha256.of(octets()));
        String shown = HashedHost.find(host).isPresent() ? HashedHost.SHOWN : host;
        return new KnownHost(id(), shown, type(), fingerprint, firstUse);
    }
}
