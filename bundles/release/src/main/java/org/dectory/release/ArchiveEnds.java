package org.dectory.release;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Whether a file begins and ends as a zip archive does (APPNOTE.TXT 6.3, sections 4.3.7 and 4.3.16): tells a file of another kind from
 * one that was cut off.
 */
final class ArchiveEnds {

    private static final byte[] FIRST = {'P', 'K', 3, 4};
    private static final byte[] LAST = {'P', 'K', 5, 6};

    /** The end record without a comment: our files have none. */
    private static final int LAST_LENGTH = 22;

    /** Where the end record says how long the table of contents is, and how long a comment. */
    private static final int TABLE_LENGTH = 12;

    private static final int COMMENT_LENGTH = 20;

    /** The longest table of contents, in bytes; who reads the archive has all of it in the memory. Without the extensions of zip64. */
    private static final long MAXIMUM_TABLE = 1024 * 1024;

    private ArchiveEnds() {}

    static void check(Path path) throws IOException, RefusedException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            for (int i = 0; i < FIRST.length && i < length; i++) {
                if (file.readByte() != FIRST[i]) {
                    throw new RefusedException(Refusal.NOT_AN_UPDATE, "it does not begin as an archive");
                }
            }
            if (length < FIRST.length + LAST_LENGTH) {
                throw new RefusedException(Refusal.TRUNCATED, length + " bytes");
            }
            byte[] last = new byte[LAST_LENGTH];
            file.seek(length - LAST_LENGTH);
            file.readFully(last);
            if (!Arrays.equals(last, 0, LAST.length, LAST, 0, LAST.length)) {
                throw new RefusedException(Refusal.TRUNCATED, "after " + length + " bytes");
            }
            check(ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    private static void check(ByteBuffer last) throws RefusedException {
        if (last.getShort(COMMENT_LENGTH) != 0) {
            throw new RefusedException(Refusal.BROKEN_ARCHIVE, "it has a comment");
        }
        long table = Integer.toUnsignedLong(last.getInt(TABLE_LENGTH));
        if (table > MAXIMUM_TABLE) {
            throw new RefusedException(Refusal.TOO_LARGE, "its table of contents has " + table + " bytes");
        }
    }
}
