package org.dectory.provisioning.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The version of a file of which the server tells none, or none that can be relied upon yet: a file that is the same costs its
 * transfer, but changes nothing.
 */
final class ContentDigest {

    /** Versions that begin so are digests; none of a server does, for ETags begin with a quotation mark or {@code W/}. */
    static final String MARK = "sha-256=";

    /** Never used itself: looking one up takes longer than a file of usual size. */
    private static final MessageDigest FRESH = fresh();

    private ContentDigest() {}

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The digest of a file.
     *
     * @param content the file, from position to limit, which both stay
     */
    static String of(ByteBuffer content) {
        try {
            MessageDigest digest = (MessageDigest) FRESH.clone();
            digest.update(content.duplicate());
            return MARK + HexFormat.of().formatHex(digest.digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the digests of every Java platform can be copied", e);
        }
    }
}
