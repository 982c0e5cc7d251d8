package org.dectory.rest.internal.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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

    /** What has come is no whole body: the reader will say so, if anybody is there to hear it. */
    @Override
    public void onError(Throwable failure) {
        finish();
    }

    private void finish() {
        if (!done) {
            done = true;
            whole.accept(new ByteArrayInputStream(buffer, 0, count));
            Arrays.fill(buffer, (byte) 0);
        }
    }
}
