package org.dectory.api.identity;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PIN, authentication code, key or password, which shows itself to those who ask on purpose only.
 *
 * <p>It holds octets; text is held as UTF-8. So a secret that was made of text, written to a store as {@link #bytes()} and
 * read from there by {@link #ofBytes} is equal to the first and gives the same {@link #chars()}.
 *
 * <p>Neither {@link #toString()} nor {@link #hashCode()} tells anything about it. Whoever takes a copy out wipes the copy;
 * whoever owns the secret closes it. May be used by several threads; a closed one refuses with
 * {@link IllegalStateException} rather than pass for a secret of zeros.
 */
public final class Secret implements AutoCloseable {

    private final byte[] octets;
    private boolean closed;

    private Secret(byte[] octets) {
        this.octets = octets;
    }

    /**
     * A secret of characters.
     *
     * @param chars the characters, which are copied; wiping the array is left to the caller
     * @return the secret
     * @throws IllegalArgumentException if they are no text: half of a surrogate pair is among them
     */
    public static Secret of(char[] chars) {
        return encode(CharBuffer.wrap(chars));
    }

    /**
     * A secret of characters.
     *
     * @param chars the characters, which are copied
     * @return the secret
     * @throws IllegalArgumentException if they are no text: half of a surrogate pair is among them
     */
    public static Secret of(CharSequence chars) {
        return encode(CharBuffer.wrap(chars));
    }

    /**
     * A secret of octets, such as a key.
     *
     * @param bytes the octets, which are copied; wiping the array is left to the caller
     * @return the secret
     */
    public static Secret ofBytes(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    private static Secret encode(CharBuffer chars) {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        // Room for the worst case: a buffer that had to grow would leave copies behind.
        ByteBuffer encoded = ByteBuffer.allocate((int) (chars.remaining() * encoder.maxBytesPerChar()));
        CoderResult result = encoder.encode(chars, encoded, true);
        byte[] octets = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        if (result.isError()) {
            Arrays.fill(octets, (byte) 0);
            throw new IllegalArgumentException("secret: hidden (expected: whole Unicode characters)");
        }
        return new Secret(octets);
    }

    /**
     * The characters of a secret that is text.
     *
     * @return a copy, which the caller should wipe
     * @throws IllegalStateException if it is closed, or is no text in UTF-8
     */
    public char[] chars() {
        byte[] copy = bytes();
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(copy));
            char[] chars = Arrays.copyOf(decoded.array(), decoded.limit());
            Arrays.fill(decoded.array(), '\0');
            return chars;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("secret: octets (expected: text)", e);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /**
     * The octets of the secret; of text, its UTF-8 form.
     *
     * @return a copy, which the caller should wipe
     * @throws IllegalStateException if it is closed
     */
    public synchronized byte[] bytes() {
        requireOpen();
        return octets.clone();
    }

    /**
     * How long it is.
     *
     * @return the number of octets; of text in ASCII, as a PIN is, this is the number of characters too
     * @throws IllegalStateException if it is closed
     */
    public synchronized int length() {
        requireOpen();
        return octets.length;
    }

    /**
     * Whether there is nothing in it.
     *
     * @return whether its length is 0
     * @throws IllegalStateException if it is closed
     */
    public boolean isEmpty() {
        return length() == 0;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("secret: closed (expected: not yet closed)");
        }
    }

    /** Overwrites what it holds; from then on it is of no use. Closing again does nothing. */
    @Override
    public synchronized void close() {
        Arrays.fill(octets, (byte) 0);
        closed = true;
    }

    /**
     * Whether the other is a secret of the same octets. The time taken does not depend on where they differ. A closed
     * secret is equal to itself alone.
     *
     * @param other anything
     * @return whether they are equal
     */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Secret secret && isEqual(snapshot(), secret.snapshot());
    }

    private static boolean isEqual(Optional<byte[]> mine, Optional<byte[]> theirs) {
        boolean equal = mine.isPresent()
                && theirs.isPresent()
                && MessageDigest.isEqual(mine.orElseThrow(), theirs.orElseThrow());
        mine.ifPresent(copy -> Arrays.fill(copy, (byte) 0));
        theirs.ifPresent(copy -> Arrays.fill(copy, (byte) 0));
        return equal;
    }

    /** A copy, or nothing if closed; so two threads that compare crosswise never hold two locks at once. */
    private synchronized Optional<byte[]> snapshot() {
        return closed ? Optional.empty() : Optional.of(octets.clone());
    }

    /**
     * The same for all secrets, since a hash would tell something about its secret.
     *
     * @return always the same number
     */
    @Override
    public int hashCode() {
        return 1;
    }

    /**
     * Tells that there is a secret, and nothing about it.
     *
     * @return always the same text
     */
    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
