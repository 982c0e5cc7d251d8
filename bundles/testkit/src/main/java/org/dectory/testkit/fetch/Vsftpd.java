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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Another real FTP server, vsftpd, on loopback, at a free port, that serves a folder to anybody: for accounts, it would look into those
 * of the machine. As it comes, it refuses file connections that do not resume the TLS session of the commands. It gives out no file that
 * not everybody may read.
 */
public final class Vsftpd implements AutoCloseable {

    /** Where the build puts the program: Debian does not have it beside another FTP server. */
    private static final Path UNPACKED = Path.of("itests/servers/target/vsftpd/usr/sbin/vsftpd");

    private static final String CONFIGURATION = """
            listen=YES
            listen_address=127.0.0.1
            listen_port=%2$d
            background=NO
            run_as_launching_user=YES
            anonymous_enable=YES
            no_anon_password=YES
            local_enable=NO
            anon_root=%1$s/root
            seccomp_sandbox=NO
            isolate=NO
            isolate_network=NO
            xferlog_enable=NO
            idle_session_timeout=60
            """;
    private static final String TLS = """
            ssl_enable=YES
            allow_anon_ssl=YES
            force_anon_logins_ssl=YES
            force_anon_data_ssl=YES
            require_ssl_reuse=YES
            ssl_ciphers=HIGH
            rsa_cert_file=%1$s
            rsa_private_key_file=%2$s
            """;

    private final Path scratch;
    private final Path root;
    private final int port;
    private final String scheme;
    private final Process process;

    /**
     * Starts a server with an empty folder.
     *
     * @param scratch a folder of its own for all that it writes
     * @param security how it is spoken to
     * @param identity its certificate
     * @param more further lines of configuration
     * @throws IOException if it cannot be started
     */
    public Vsftpd(Path scratch, Proftpd.Security security, Optional<TlsIdentity> identity, String more)
            throws IOException {
        this.scratch = scratch;
        scheme = security.scheme();
        root = Files.createDirectories(scratch.resolve("root"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String implicit = security == Proftpd.Security.IMPLICIT ? "implicit_ssl=YES\n" : "";
        String tls = identity.map(each -> TLS.formatted(each.certificate(), each.key()) + implicit)
                .orElse("");
        Path configuration =
                Files.writeString(scratch.resolve("vsftpd.conf"), CONFIGURATION.formatted(scratch, port) + tls + more);
        process = new ProcessBuilder(program().orElseThrow().toString(), configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("out.log").toFile())
                .start();
        await("vsftpd").atMost(Duration.ofSeconds(30)).until(this::listens);
    }

    /**
     * Where it is on this machine.
     *
     * @return the program; empty if it is not there
     */
    public static Optional<Path> program() {
        Path here = Path.of("").toAbsolutePath();
        Stream<Path> unpacked =
                Stream.iterate(here, folder -> folder != null, Path::getParent).map(folder -> folder.resolve(UNPACKED));
        return Stream.concat(Stream.of(Path.of("/usr/sbin/vsftpd")), unpacked)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Its folder, as clients know it.
     *
     * @return the address, ending in a slash
     */
    public URI folder() {
        return URI.create(scheme + "://127.0.0.1:" + port + "/");
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

    /** Ends it and all its sessions. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await("vsftpd gone").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }
}
