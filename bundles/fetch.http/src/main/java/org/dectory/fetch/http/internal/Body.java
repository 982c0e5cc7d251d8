package org.dectory.fetch.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.ContentLengthStrategy;

/**
 * The body of an answer, of which no more is read than is allowed.
 *
 * @param file the file as it came, packed or not; empty if the answer is none
 * @param isWhole whether all of it was read, and the connection is at the next answer
 */
record Body(ByteBuffer file, boolean isWhole) {

    /** Of an answer that is no file a little is read, so that the connection can be used again, and thrown away. */
    private static final int MOST_OF_NO_FILE = 64 * 1024;

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    /**
     * Reads a file.
     *
     * @param content where it comes from
     * @param length how long it is said to be; negative for unknown
     * @param most most octets of it
     * @return the body
     * @throws TooLargeException if it is longer
     * @throws IOException if it does not come to its end
     */
    static Body ofFile(InputStream content, long length, long most) throws IOException {
        if (length > most) {
            throw new TooLargeException();
        }
        byte[] file = content.readNBytes((int) Math.min(length < 0 ? most + 1 : length, LONGEST_ARRAY));
        if (file.length > most) {
            throw new TooLargeException();
        }
        return new Body(ByteBuffer.wrap(file), isBounded(length));
    }

    /** Reads what is no file. */
    static Body ofNoFile(InputStream content, long length) throws IOException {
        boolean ended = content.readNBytes(MOST_OF_NO_FILE).length < MOST_OF_NO_FILE;
        return new Body(NOTHING, ended && isBounded(length));
    }

    /** Whether its end is not that of the connection. */
    private static boolean isBounded(long length) {
        return length != ContentLengthStrategy.UNDEFINED;
    }
}
