package org.dectory.rest.internal.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Takes in a body as it comes. A client that sends it drop by drop costs a little memory, and no thread that waits.
 *
 * <p>One octet more than allowed is taken, so that the reader sees that it is too large.
 */
final class BodyCollector implements ReadListener {

    private static final int FIRST_SIZE = 1024;

    private final ServletInputStream in;
    private final int most;
    private final Consumer<InputStream> whole;
    private byte[] buffer;
    private int count;
    private boolean done;

    BodyCollector(ServletInputStream in, int limit, Consumer<InputStream> whole) {
        this.in = in;
        this.whole = whole;
        most = limit + 1;
        buffer = new byte[Math.min(FIRST_SIZE, most)];
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (count < most && in.isReady()) {
            int read = in.read(buffer, count, buffer.length - count);
            if (read < 0) {
                return;
            }
            count += read;
            grow();
        }
        if (count == most) {
            finish();
        }
    }

    private void grow() {
        if (count == buffer.length && count < most) {
            byte[] larger = Arrays.copyOf(buffer, Math.min(2 * count, most));
            // There may be a secret in it.
            Arrays.fill(buffer, (byte) 0);
            buffer = larger;
        }
    }

    @Override
    public void onAllDataRead() {
        finish();
    }

    /** What has come is no whole body, even if it looks like one: who reads it to its end is told so. */
    @Override
    public void onError(Throwable failure) {
        finish(new BrokenOff());
    }

    private void finish() {
        finish(InputStream.nullInputStream());
    }

    private void finish(InputStream end) {
        if (!done) {
            done = true;
            whole.accept(new SequenceInputStream(new ByteArrayInputStream(buffer, 0, count), end));
            Arrays.fill(buffer, (byte) 0);
        }
    }

    /** Where the rest of a body should be. */
    private static final class BrokenOff extends InputStream {

        @Override
        public int read() throws EOFException {
            throw new EOFException("The body broke off");
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws EOFException {
            return read();
        }
    }
}
