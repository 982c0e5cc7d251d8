package org.dectory.release;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Whether a file begins and ends as a zip archive does (APPNOTE.TXT 6.3, sections 4.3.7 and 4.3.16): tells a file of another kind from
 * one that was cut off.
 */
final class ArchiveEnds {

    private static final byte[] FIRST = {'P', 'K', 3, 4};
    private static final byte[] LAST = {'P', 'K', 5, 6};

    /** The end record without a comment: our files have none. */
    private static final int LAST_LENGTH = 22;

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
            file.seek(length - LAST_LENGTH);
            for (byte expected : LAST) {
                if (file.readByte() != expected) {
                    throw new RefusedException(Refusal.TRUNCATED, "after " + length + " bytes");
                }
            }
        }
    }
}
