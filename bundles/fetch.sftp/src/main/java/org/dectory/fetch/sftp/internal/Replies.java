package org.dectory.fetch.sftp.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what a server sends into packets (draft-ietf-secsh-filexfer-02, clause 3), and keeps them for the one who waits. The
 * connection's own thread writes, the thread of the fetch takes.
 */
final class Replies extends OutputStream {

    /** OpenSSH sends no longer ones either. */
    private static final int LONGEST = 256 * 1024;

    /** A client that asks for a few things gets a few answers. */
    private static final int MOST = 64;

    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final BlockingQueue<ByteBuffer> packets = new LinkedBlockingQueue<>();
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    private @Nullable ByteBuffer packet;

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(octets, from, count);
        while (in.hasRemaining()) {
            if (packet == null) {
                fill(length, in);
                packet = length.hasRemaining() ? null : begun();
            } else {
                fill(packet, in);
            }
            if (packet != null && !packet.hasRemaining()) {
                packets.add(packet.flip());
                packet = null;
            }
        }
    }

    private ByteBuffer begun() throws IOException {
        int octets = length.flip().getInt();
        length.clear();
        if (octets < 1 || octets > LONGEST || packets.size() >= MOST) {
            throw new IOException("no packet of SFTP, or too many");
        }
        return ByteBuffer.allocate(octets);
    }

    private static void fill(ByteBuffer to, ByteBuffer from) {
        int count = Math.min(to.remaining(), from.remaining());
        to.put(from.slice().limit(count));
        from.position(from.position() + count);
    }

    /** Nothing more will come. */
    @Override
    public void close() {
        packets.add(END);
    }

    /**
     * Waits for the next packet.
     *
     * @param deadline how long, by {@link System#nanoTime()}
     * @return its octets without the length; never empty
     * @throws SocketTimeoutException if there is none by then
     * @throws EOFException if there will be none
     */
    ByteBuffer take(long deadline) throws IOException, InterruptedException {
        ByteBuffer next = packets.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
            throw new SocketTimeoutException("took too long");
        }
        if (!next.hasRemaining()) {
            // For those who ask again.
            packets.add(next);
            throw new EOFException("broke off");
        }
        return next;
    }
}
