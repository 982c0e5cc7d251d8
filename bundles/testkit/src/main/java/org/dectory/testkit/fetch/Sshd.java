package org.dectory.testkit.fetch;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.identity.Secret;

/**
 * A real SSH server, that of OpenSSH, on loopback, at a free port, that serves a folder by SFTP. Those who log in are whoever runs the
 * test, by one key: for passwords, OpenSSH would look into the machine's own accounts.
 */
public final class Sshd implements AutoCloseable {

    private static final String CONFIGURATION = """
            ListenAddress 127.0.0.1
            Port %2$d
            HostKey %1$s/host-%3$s
            AuthorizedKeysFile %1$s/authorized
            PermitRootLogin yes
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PidFile %1$s/pid
            Subsystem sftp internal-sftp %4$s
            MaxStartups 100
            UseDNS no
            """;

    private final Path scratch;
    private final Path root;
    private final int port;
    private final String keyType;
    private final Process process;

    /**
     * Starts a server with an empty folder.
     *
     * @param scratch a folder of its own for all that it writes
     * @param keyType the sort of its key, such as {@code ed25519}
     * @param authorized the key that may log in, as {@code authorized_keys} has it
     * @param options of its SFTP, such as {@code -P opendir} to refuse lists
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    public Sshd(Path scratch, String keyType, String authorized, String options)
            throws IOException, InterruptedException {
        this(scratch, keyType, authorized, options, freePort());
    }

    /**
     * Starts a server with an empty folder.
     *
     * @param scratch a folder of its own for all that it writes
     * @param keyType the sort of its key, such as {@code ed25519}
     * @param authorized the key that may log in, as {@code authorized_keys} has it
     * @param options of its SFTP
     * @param port its port
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    public Sshd(Path scratch, String keyType, String authorized, String options, int port)
            throws IOException, InterruptedException {
        this.scratch = scratch;
        this.keyType = keyType;
        this.port = port;
        root = Files.createDirectories(scratch.resolve("root"));
        Path key = scratch.resolve("host-" + keyType);
        run(List.of("ssh-keygen", "-q", "-t", keyType, "-N", "", "-C", "test", "-f", key.toString()));
        Files.writeString(scratch.resolve("authorized"), authorized + "\n");
        if (account().equals("root")) {
            // Where it puts those whom it does not trust yet; the service of the system would make it.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        Path configuration = Files.writeString(
                scratch.resolve("sshd_config"), CONFIGURATION.formatted(scratch, port, keyType, options));
        process = new ProcessBuilder(program(), "-D", "-e", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("out.log").toFile())
                .start();
        await("sshd").atMost(Duration.ofSeconds(30)).until(this::listens);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path log = scratch.resolve("tool.log");
        Process tool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (tool.waitFor() != 0) {
            throw new IOException(command.get(0) + " failed: " + Files.readString(log));
        }
    }

    /** It starts itself anew for each connection, by its whole path. */
    private static String program() {
        return "/usr/sbin/sshd";
    }

    private static String account() {
        return System.getProperty("user.name");
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Whom to log in as.
     *
     * @return the account of whoever runs this, without a password
     */
    public Credentials credentials() {
        return new Credentials(account(), Secret.of(""));
    }

    /**
     * Its key.
     *
     * @return the public half as it crosses the wire
     * @throws IOException if it cannot be read
     */
    public byte[] hostKey() throws IOException {
        String line = Files.readString(scratch.resolve("host-" + keyType + ".pub"));
        return Base64.getDecoder().decode(line.split(" ", -1)[1]);
    }

    /**
     * Its port.
     *
     * @return the port
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
        return URI.create("sftp://127.0.0.1:" + port + root + "/");
    }

    /**
     * Its folder on this machine.
     *
     * @return the folder
     */
    public Path root() {
        return root;
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

    /** Ends its sessions, and lets new ones come. */
    public void endSessions() {
        List<ProcessHandle> sessions = process.descendants().toList();
        sessions.forEach(ProcessHandle::destroyForcibly);
        await("sessions gone")
                .atMost(Duration.ofSeconds(30))
                .until(() -> sessions.stream().noneMatch(ProcessHandle::isAlive));
    }

    /**
     * The connections that are open now.
     *
     * @return how many
     */
    public long sessions() {
        return process.children().count();
    }

    /** Ends it and all its sessions. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await("sshd gone").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }
}
