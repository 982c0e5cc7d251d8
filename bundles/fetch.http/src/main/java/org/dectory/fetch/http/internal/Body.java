package org.dectory.fetch.http.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, of which no more is read than is allowed.
 *
 * @param file the file as it came, packed or not; empty if the answer is none
 * @param isWhole whether all of it was read
 */
record Body(ByteBuffer file, boolean isWhole) {

    /** Of an answer that is no file a little is read, so that the connection can be used again, and thrown away. */
    private static final int MOST_OF_NO_FILE = 64 * 1024;

    private static final int PART = 8 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /**
     * Reads it.
     *
     * @param answer the answer
     * @param headers its header fields
     * @param maxBytes most octets of a file
     * @return the body
     * @throws TooLargeException if the file is longer
     * @throws IOException if the body does not come to its end
     */
    static Body read(ClassicHttpResponse answer, HttpHeaders headers, int maxBytes) throws IOException {
        @Nullable HttpEntity entity = answer.getEntity();
        if (entity == null) {
            return new Body(NOTHING, true);
        }
        if (answer.getCode() != 200) {
            return new Body(NOTHING, entity.getContent().readNBytes(MOST_OF_NO_FILE).length < MOST_OF_NO_FILE);
        }
        // A packed file may be a little longer than the file itself.
        long most = Answer.isPacked(headers) ? Gunzip.mostPacked(maxBytes) : maxBytes;
        long announced = entity.getContentLength();
        if (announced > most) {
            throw new TooLargeException();
        }
        return new Body(read(entity.getContent(), announced < 0 ? PART : (int) announced, most), true);
    }

    private static ByteBuffer read(InputStream in, int expected, long most) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(expected);
        byte[] part = new byte[Math.max(1, Math.min(expected, PART))];
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            if (whole.size() + (long) count > most) {
                throw new TooLargeException();
            }
            whole.write(part, 0, count);
        }
        return ByteBuffer.wrap(whole.toByteArray());
    }
}
