package org.dectory.fetch.tftp.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The way to one server and back, from a port that the system chooses at random. The first answer settles which port of the
 * server sends the file (its transfer ID, RFC 1350, clause 4); what comes from elsewhere is not heard. Used by one thread, but
 * for {@link #breakOff()}.
 */
final class Line implements AutoCloseable {

    private final InetSocketAddress server;
    private final DatagramChannel channel;
    private final Selector selector;
    private final ByteBuffer received;
    private @Nullable InetSocketAddress peer;
    private volatile boolean brokenOff;

    /**
     * Opens a port.
     *
     * @param server where the server takes requests, resolved
     * @param blockSize most octets of a block
     * @param ports where to take a port from
     * @throws IOException if the system has no port
     */
    Line(InetSocketAddress server, int blockSize, Ports ports) throws IOException {
        this.server = server;
        // One octet more, to see that a packet is too long.
        received = ByteBuffer.allocate(Packet.HEAD + blockSize + 1);
        selector = Selector.open();
        try {
            channel = ports.open();
        } catch (IOException e) {
            selector.close();
            throw e;
        }
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    /** Sends a packet to where the file comes from; a packet that does not get away is like one that is lost. */
    void send(ByteBuffer packet) throws IOException {
        channel.send(packet.duplicate(), peer == null ? server : peer);
    }

    /**
     * Waits for a packet of the server.
     *
     * @param until when to give up, by {@link System#nanoTime()}
     * @return the packet, valid until the next call; empty if the time is over
     * @throws InterruptedException if the thread is interrupted
     * @throws CancellationException if the line is broken off
     */
    Optional<Packet> receive(long until) throws IOException, InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (brokenOff) {
                throw new CancellationException();
            }
            received.clear();
            InetSocketAddress from = (InetSocketAddress) channel.receive(received);
            if (from != null) {
                Optional<Packet> packet = Packet.read(received.flip());
                if (packet.isPresent() && isFromPeer(from, packet.get())) {
                    return packet;
                }
            }
            // Also with packets at hand: strays must not hold up the clock.
            long left = until - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            if (from == null) {
                selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
                selector.selectedKeys().clear();
            }
        }
    }

    private boolean isFromPeer(InetSocketAddress from, Packet packet) throws IOException {
        if (!from.getAddress().equals(server.getAddress())) {
            return false;
        }
        if (peer == null) {
            if (!packet.isFirst()) {
                return false;
            }
            peer = from;
        }
        boolean same = from.equals(peer);
        if (!same && !(packet instanceof Packet.Refusal)) {
            // A request that was repeated has begun a second transfer there, which may end.
            channel.send(Packet.error(Packet.UNKNOWN_TRANSFER), from);
        }
        return same;
    }

    /** Ends the waiting, from any thread. */
    void breakOff() {
        brokenOff = true;
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
