package org.dectory.fetch.tftp.internal;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * A server of files in memory that knows the block size only, on a network that loses and doubles what it carries. With the old
 * mistake, it sends the next block for each acknowledgement, also for one that it has had before (the Sorcerer's Apprentice).
 */
final class TftpServer implements AutoCloseable {

    private static final int REPEAT = 60;
    private static final int TRIES = 100;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<DatagramSocket> transfers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger acknowledgements = new AtomicInteger();
    private final DatagramSocket requests = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final IntSupplier copies;
    private final boolean sorcerer;

    /**
     * A server.
     *
     * @param copies how many copies of the next packet get through, either way; thread-safe
     * @param sorcerer whether it makes the old mistake
     */
    TftpServer(IntSupplier copies, boolean sorcerer) throws IOException {
        this.copies = copies;
        this.sorcerer = sorcerer;
        threads.execute(this::listen);
    }

    URI folder() {
        return URI.create("tftp://127.0.0.1:" + requests.getLocalPort() + "/");
    }

    void put(String name, byte[] content) {
        files.put(name, content);
    }

    void remove(String name) {
        files.remove(name);
    }

    /** How many have arrived, of all transfers. */
    int acknowledgements() {
        return acknowledgements.get();
    }

    private void listen() {
        DatagramPacket packet = new DatagramPacket(new byte[600], 600);
        while (!requests.isClosed()) {
            try {
                requests.receive(packet);
                String[] words =
                        new String(packet.getData(), 2, packet.getLength() - 2, StandardCharsets.UTF_8).split("\0");
                SocketAddress client = packet.getSocketAddress();
                for (int i = copies.getAsInt(); i > 0; i--) {
                    threads.execute(() -> serve(words, client));
                }
            } catch (IOException e) {
                // The end, or the next request.
            }
        }
    }

    private void serve(String[] words, SocketAddress client) {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            transfers.add(socket);
            socket.setSoTimeout(REPEAT);
            byte[] content = files.get(words[0]);
            int option = Arrays.asList(words).indexOf("blksize");
            if (content == null) {
                send(socket, client, ByteBuffer.wrap("\0\5\0\1No such file\0".getBytes(StandardCharsets.US_ASCII)));
            } else if (option < 0) {
                send(socket, client, content, 512, 1);
            } else {
                byte[] accepted = ("\0\6blksize\0" + words[option + 1] + "\0").getBytes(StandardCharsets.US_ASCII);
                if (isAcknowledged(socket, client, ByteBuffer.wrap(accepted), 0)) {
                    send(socket, client, content, Integer.parseInt(words[option + 1]), 1);
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void send(DatagramSocket socket, SocketAddress client, byte[] content, int size, int first)
            throws IOException {
        for (int block = first; (block - 1) * size <= content.length; block++) {
            int from = (block - 1) * size;
            ByteBuffer packet = ByteBuffer.allocate(4 + Math.min(size, content.length - from))
                    .putShort((short) 3)
                    .putShort((short) block)
                    .put(content, from, Math.min(size, content.length - from))
                    .flip();
            if (!isAcknowledged(socket, client, packet, block)) {
                return;
            }
        }
    }

    private boolean isAcknowledged(DatagramSocket socket, SocketAddress client, ByteBuffer packet, int block)
            throws IOException {
        DatagramPacket answer = new DatagramPacket(new byte[600], 600);
        send(socket, client, packet);
        for (int i = 0; i < TRIES; i++) {
            try {
                socket.receive(answer);
                // This port may have been another's a moment ago, who is still being sent to.
                boolean ours = answer.getSocketAddress().equals(client);
                if (!ours || copies.getAsInt() == 0) {
                    continue;
                }
                ByteBuffer read = ByteBuffer.wrap(answer.getData());
                if (read.getShort() != 4) {
                    return false;
                }
                acknowledgements.incrementAndGet();
                int acknowledged = read.getShort();
                if (acknowledged == block) {
                    return true;
                }
                if (sorcerer && acknowledged == block - 1) {
                    send(socket, client, packet);
                }
            } catch (SocketTimeoutException e) {
                send(socket, client, packet);
            }
        }
        return false;
    }

    private void send(DatagramSocket socket, SocketAddress client, ByteBuffer packet) throws IOException {
        byte[] octets = new byte[packet.remaining()];
        packet.duplicate().get(octets);
        for (int i = copies.getAsInt(); i > 0; i--) {
            socket.send(new DatagramPacket(octets, octets.length, client));
        }
    }

    /** Ends all transfers: a packet of theirs must not meet the next test. */
    @Override
    public void close() {
        requests.close();
        threads.shutdownNow();
        await().until(() -> {
            transfers.forEach(DatagramSocket::close);
            return threads.isTerminated();
        });
    }
}
