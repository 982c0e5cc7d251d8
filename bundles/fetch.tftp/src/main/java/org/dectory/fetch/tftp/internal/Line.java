package org.dectory.fetch.tftp.internal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
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

    /** How often it is looked whether there is still a reason to wait. */
    private static final int GLANCE_MILLIS = 100;

    private final InetSocketAddress server;
    private final DatagramSocket socket;
    private final byte[] octets;
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
        octets = new byte[Packet.HEAD + blockSize + 1];
        socket = ports.open();
    }

    /** Sends a packet to where the file comes from. */
    void send(ByteBuffer packet) throws IOException {
        send(packet, peer == null ? server : peer);
    }

    private void send(ByteBuffer packet, InetSocketAddress to) throws IOException {
        socket.send(
                new DatagramPacket(packet.array(), packet.arrayOffset() + packet.position(), packet.remaining(), to));
    }

    /**
     * Waits for a packet of the server.
     *
     * @param until when to give up, by {@link System#nanoTime()}
     * @return the packet, valid until the next call; empty if the time is over
     * @throws InterruptedException if the thread is interrupted, a tenth of a second later at most
     * @throws CancellationException if the line is broken off, as soon
     */
    Optional<Packet> receive(long until) throws IOException, InterruptedException {
        do {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (brokenOff) {
                throw new CancellationException();
            }
            Optional<Packet> packet = glance(TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
            if (packet.isPresent()) {
                return packet;
            }
            // Also with packets at hand: strays must not hold up the clock.
        } while (until - System.nanoTime() > 0);
        return Optional.empty();
    }

    private Optional<Packet> glance(long millis) throws IOException {
        DatagramPacket received = new DatagramPacket(octets, octets.length);
        socket.setSoTimeout((int) Math.max(1, Math.min(millis, GLANCE_MILLIS)));
        try {
            socket.receive(received);
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
        InetSocketAddress from = (InetSocketAddress) received.getSocketAddress();
        Optional<Packet> packet = Packet.read(ByteBuffer.wrap(octets, 0, received.getLength()));
        return packet.isPresent() && isFromPeer(from, packet.get()) ? packet : Optional.empty();
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
            send(Packet.error(Packet.UNKNOWN_TRANSFER), from);
        }
        return same;
    }

    /** Ends the waiting within a tenth of a second, from any thread. */
    void breakOff() {
        brokenOff = true;
    }

    @Override
    public void close() {
        socket.close();
    }
}
