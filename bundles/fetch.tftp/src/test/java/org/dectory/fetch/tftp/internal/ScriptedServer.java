package org.dectory.fetch.tftp.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that says what no server should: it hands each request to the test, one after the other. */
final class ScriptedServer implements AutoCloseable {

    private final DatagramSocket requests = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket transfer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile SocketAddress client = requests.getLocalSocketAddress();

    /** What it says to a request. */
    @FunctionalInterface
    interface Script {
        void play(ScriptedServer server) throws IOException, InterruptedException;
    }

    ScriptedServer(Script script) throws IOException {
        Thread thread = new Thread(() -> listen(script), "scripted");
        thread.setDaemon(true);
        thread.start();
    }

    /** A server that sends these packets one after the other, and waits for no answer. */
    static ScriptedServer saying(String... packets) throws IOException {
        return new ScriptedServer(server -> {
            for (String packet : packets) {
                server.send(packet);
            }
        });
    }

    static String data(int block, String content) {
        return "\0\3" + (char) (block >> 8) + (char) (block & 0xFF) + content;
    }

    static String options(String... options) {
        return "\0\6" + String.join("\0", options) + "\0";
    }

    static String error(int code) {
        return "\0\5\0" + (char) code + "No\0";
    }

    URI folder() {
        return URI.create("tftp://127.0.0.1:" + requests.getLocalPort() + "/");
    }

    /** What came to the port of requests. */
    List<String> requests() {
        return List.copyOf(received);
    }

    void send(String packet) throws IOException {
        send(transfer, packet);
    }

    /** Sends from a port that has no part in the transfer. */
    void sendFromElsewhere(String packet) throws IOException {
        send(other, packet);
    }

    /** Waits for a packet of the client. */
    String receive() throws IOException {
        return receive(transfer);
    }

    /** Waits for a packet of the client at the port that has no part in the transfer. */
    String receiveElsewhere() throws IOException {
        return receive(other);
    }

    private void send(DatagramSocket from, String packet) throws IOException {
        byte[] octets = packet.getBytes(ISO_8859_1);
        from.send(new DatagramPacket(octets, octets.length, client));
    }

    private static String receive(DatagramSocket at) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[600], 600);
        at.setSoTimeout(5000);
        at.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
    }

    private void listen(Script script) {
        DatagramPacket packet = new DatagramPacket(new byte[600], 600);
        try {
            while (true) {
                requests.receive(packet);
                client = packet.getSocketAddress();
                received.add(new String(packet.getData(), 0, packet.getLength(), ISO_8859_1));
                script.play(this);
            }
        } catch (IOException | InterruptedException e) {
            // The test is over.
        }
    }

    @Override
    public void close() {
        requests.close();
        transfer.close();
        other.close();
    }
}
