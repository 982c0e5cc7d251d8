package org.dectory.testkit.fetch;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** A real TFTP server in a process of its own, on loopback, at a free port, that serves a folder. */
public abstract sealed class TftpDaemon implements AutoCloseable permits Atftpd, TftpdHpa {

    private static final byte[] KNOCK = "\0\1no-such-file\0octet\0".getBytes(StandardCharsets.US_ASCII);

    private final Path scratch;
    private final Path root;
    private final int port;
    private final Process process;

    /** How it is called. */
    @FunctionalInterface
    interface Line {

        /** The program and its arguments. */
        List<String> of(Path root, int port) throws IOException;
    }

    TftpDaemon(Path scratch, Line command) throws IOException {
        this.scratch = scratch;
        root = Files.createDirectories(scratch.resolve("root"));
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        process = new ProcessBuilder(command.of(root, port))
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("out.log").toFile())
                .start();
        await("TFTP server").atMost(Duration.ofSeconds(30)).until(this::answers);
    }

    private boolean answers() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(100);
            socket.send(new DatagramPacket(KNOCK, KNOCK.length, InetAddress.getLoopbackAddress(), port));
            socket.receive(new DatagramPacket(new byte[600], 600));
            return true;
        } catch (SocketTimeoutException notYet) {
            return false;
        }
    }

    /**
     * Its port.
     *
     * @return the port of requests
     */
    public int port() {
        return port;
    }

    /**
     * Its folder, as clients know it.
     *
     * @return the address, ending in a slash
     */
    public URI folder() {
        return URI.create("tftp://127.0.0.1:" + port + "/");
    }

    /**
     * Puts a file into its folder, all at once as an administrator would.
     *
     * @param name the file's name; folders are made
     * @param content its content
     * @throws IOException if that is impossible
     */
    public void put(String name, byte[] content) throws IOException {
        Path fresh = Files.write(scratch.resolve("fresh"), content);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Takes a file away.
     *
     * @param name the file's name
     * @throws IOException if that is impossible
     */
    public void remove(String name) throws IOException {
        Files.delete(root.resolve(name));
    }

    /** Ends it. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await("TFTP server gone").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }
}
