package org.dectory.connections;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * Watches over one connection: how long it may take, and how much a server may talk beside the file. One thread at a time, but
 * for {@link #breakOff()}.
 */
public final class Guard {

    private static final int MOST_TALK = 256 * 1024;
    private static final int GLANCE_MILLIS = 100;

    private long deadline;
    private int talk;
    private volatile boolean brokenOff;

    /** Makes a guard whose time is over until a fetch begins. */
    public Guard() {}

    /**
     * A new fetch begins.
     *
     * @param until when all must be done, by {@link System#nanoTime()}
     */
    public void begin(long until) {
        deadline = until;
        talk = 0;
    }

    /** Ends the waiting within a tenth of a second, from any thread. */
    public void breakOff() {
        brokenOff = true;
    }

    /** Whether {@link #breakOff()} was called. */
    public boolean isBrokenOff() {
        return brokenOff;
    }

    /** Whether the time is over. */
    public boolean isLate() {
        return deadline - System.nanoTime() <= 0;
    }

    /**
     * How long to wait before asking again.
     *
     * @return milliseconds, 1 or more
     * @throws IOException if there is nothing to wait for any more; an interruption of the thread stays set
     */
    public int glance() throws IOException {
        if (brokenOff || Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("broken off");
        }
        return Math.min(GLANCE_MILLIS, left(GLANCE_MILLIS));
    }

    /**
     * The time that is left.
     *
     * @param most no more than this
     * @return milliseconds, 1 or more
     * @throws SocketTimeoutException if none is left
     */
    public int left(int most) throws SocketTimeoutException {
        if (isLate()) {
            throw new SocketTimeoutException("took too long");
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        return (int) Math.max(1, Math.min(left, most));
    }

    /**
     * Counts what the server says beside files.
     *
     * @throws IOException if it is too much
     */
    public void talked(int octets) throws IOException {
        talk += Math.max(octets, 0);
        if (talk > MOST_TALK) {
            throw new IOException("The server talks without end");
        }
    }
}
