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
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.identity.Secret;

/**
 * A real FTP server, proftpd, on loopback, at a free port, that serves a folder. As it comes, it refuses file connections that do
 * not resume the TLS session of the commands. In its folder {@code denied} no file may be read, in {@code hidden} none be listed
 * either.
 */
public final class Proftpd implements AutoCloseable {

    private static final String CONFIGURATION = """
            LoadModule mod_tls.c
            ServerType standalone
            ServerName test
            DefaultAddress 127.0.0.1
            Port %2$d
            SocketBindTight on
            UseIPv6 off
            UseReverseDNS off
            User %3$s
            Group %4$s
            RootLogin on
            PidFile %1$s/pid
            ScoreboardFile %1$s/score
            SystemLog %1$s/system.log
            TransferLog none
            DelayEngine off
            WtmpLog off
            AuthUserFile %1$s/passwd
            AuthOrder mod_auth_file.c
            RequireValidShell off
            MaxInstances 60
            <Directory %1$s/root/denied>
              <Limit READ>
                DenyAll
              </Limit>
            </Directory>
            <Directory %1$s/root/hidden>
              <Limit READ DIRS>
                DenyAll
              </Limit>
            </Directory>
            """;
    private static final String TLS = """
            TLSEngine on
            TLSRSACertificateFile %1$s
            TLSRSACertificateKeyFile %2$s
            TLSRequired on
            TLSLog %3$s/tls.log
            """;
    private static final String PASSWORD_HASH =
            "$6$dectory$5XvQ44WsH3ev2yhLKcDgmjRyWNwX66E/nloretYwg.MSet9SlPTEvTe2v70/JbifJzIalI9ucwWjOYPtLXCID0";

    private final Path scratch;
    private final Path root;
    private final int port;
    private final String scheme;
    private final Process process;

    /** How it is spoken to. */
    public enum Security {
        /** Without TLS. */
        NONE("ftp", ""),
        /** With TLS as soon as the client asks for it; without it, nothing goes. */
        EXPLICIT("ftpes", ""),
        /** With TLS from the start. */
        IMPLICIT("ftps", "TLSOptions UseImplicitSSL\n");

        private final String scheme;
        private final String options;

        Security(String scheme, String options) {
            this.scheme = scheme;
            this.options = options;
        }

        /**
         * How addresses say so.
         *
         * @return the scheme
         */
        public String scheme() {
            return scheme;
        }
    }

    /**
     * Starts a server with an empty folder.
     *
     * @param scratch a folder of its own for all that it writes
     * @param security how it is spoken to
     * @param identity its certificate
     * @param more further lines of configuration
     * @throws IOException if it cannot be started
     */
    public Proftpd(Path scratch, Security security, Optional<TlsIdentity> identity, String more) throws IOException {
        this.scratch = scratch;
        scheme = security.scheme;
        root = Files.createDirectories(scratch.resolve("root"));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        String user = Files.getOwner(root).getName();
        String group = Files.getAttribute(root, "posix:group").toString();
        String ids = Files.getAttribute(root, "unix:uid") + ":" + Files.getAttribute(root, "unix:gid");
        Path passwords = Files.writeString(
                scratch.resolve("passwd"), "phone:" + PASSWORD_HASH + ":" + ids + ":phone:" + root + ":/bin/false\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        String tls = identity.map(each -> TLS.formatted(each.certificate(), each.key(), scratch) + security.options)
                .orElse("");
        Path configuration = Files.writeString(
                scratch.resolve("proftpd.conf"), CONFIGURATION.formatted(scratch, port, user, group) + tls + more);
        process = new ProcessBuilder(program(), "-n", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("out.log").toFile())
                .start();
        await("proftpd").atMost(Duration.ofSeconds(30)).until(this::listens);
    }

    private static String program() {
        return Files.exists(Path.of("/usr/sbin/proftpd")) ? "/usr/sbin/proftpd" : "proftpd";
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
     * @return its one account
     */
    public static Credentials credentials() {
        return new Credentials("phone", Secret.of("pass word"));
    }

    /**
     * Its port.
     *
     * @return the port of commands
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
        await("proftpd gone").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }
}
