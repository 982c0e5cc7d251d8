package org.dectory.testkit.fetch;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.identity.Secret;

/** A real web server on loopback, at a free port, that serves a folder to those who know its one account. */
public final class WebServer implements AutoCloseable {

    private static final String NGINX = """
            worker_processes 1; daemon off; master_process off; pid %1$s/pid; error_log %1$s/err.log;
            events { worker_connections 256; }
            http { client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
              uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; default_type text/plain;
              log_format requests '$connection $status $ssl_protocol $request'; access_log %1$s/access.log requests;
              gzip on; gzip_types text/plain;
              server { listen 127.0.0.1:%2$d %3$s; root %1$s/root; autoindex on;
                auth_basic "files"; auth_basic_user_file %1$s/passwd; %4$s } }
            """;
    private static final String LIGHTTPD = """
            server.modules = ("mod_auth", "mod_authn_file", "mod_accesslog")
            server.document-root = "%1$s/root"
            server.bind = "127.0.0.1"
            server.stat-cache-engine = "disable"
            server.port = %2$d
            server.errorlog = "%1$s/err.log"
            accesslog.filename = "%1$s/access.log"
            accesslog.format = "- %%s - %%r"
            mimetype.assign = ("" => "text/plain")
            auth.backend = "htdigest"
            auth.backend.htdigest.userfile = "%1$s/passwd"
            auth.require = ("/" => ("method" => "digest", "realm" => "files", "require" => "valid-user", %4$s))
            """;

    private final Path scratch;
    private final Path root;
    private final int port;
    private final String scheme;
    private final Process process;

    private WebServer(
            Path scratch, String configuration, Optional<TlsIdentity> identity, String more, List<String> command)
            throws IOException {
        this.scratch = scratch;
        scheme = identity.isPresent() ? "https" : "http";
        root = Files.createDirectories(scratch.resolve("root"));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.writeString(
                scratch.resolve("server.conf"),
                configuration.formatted(scratch, port, identity.isPresent() ? "ssl" : "", more));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("out.log").toFile())
                .start();
        await(command.get(0)).atMost(Duration.ofSeconds(30)).until(this::listens);
    }

    /**
     * Starts nginx, which asks for the account by Basic, and packs files.
     *
     * @param scratch a folder of its own for all that it writes
     * @param identity its certificate; empty to speak HTTP
     * @param more further lines for its server
     * @return the server, with an empty folder
     * @throws IOException if it cannot be started
     */
    public static WebServer nginx(Path scratch, Optional<TlsIdentity> identity, String more) throws IOException {
        Files.createDirectories(scratch);
        Files.writeString(scratch.resolve("passwd"), "phone:{PLAIN}pass word\n");
        String tls = identity.map(each -> "ssl_certificate " + each.certificate() + "; ssl_certificate_key "
                        + each.key() + "; " + (more.contains("ssl_protocols") ? "" : "ssl_protocols TLSv1.2 TLSv1.3; "))
                .orElse("");
        return new WebServer(
                scratch,
                NGINX,
                identity,
                tls + more,
                List.of(
                        program("nginx"),
                        "-e",
                        scratch + "/err.log",
                        "-c",
                        scratch + "/server.conf",
                        "-p",
                        scratch + "/"));
    }

    /**
     * Starts lighttpd, which asks for the account by Digest.
     *
     * @param scratch a folder of its own for all that it writes
     * @param algorithm such as {@code SHA-256}
     * @return the server, with an empty folder
     * @throws IOException if it cannot be started
     */
    public static WebServer lighttpd(Path scratch, String algorithm) throws IOException {
        Files.createDirectories(scratch);
        byte[] digest = digest(algorithm).digest("phone:files:pass word".getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                scratch.resolve("passwd"), "phone:files:" + HexFormat.of().formatHex(digest) + "\n");
        return new WebServer(
                scratch,
                LIGHTTPD,
                Optional.empty(),
                "\"algorithm\" => \"" + algorithm + "\"",
                List.of(program("lighttpd"), "-D", "-f", scratch + "/server.conf"));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(algorithm, e);
        }
    }

    private static String program(String name) {
        Path known = Path.of("/usr/sbin", name);
        return Files.exists(known) ? known.toString() : name;
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
     * Its folder, as clients know it.
     *
     * @return the address, ending in a slash
     */
    public URI folder() {
        return URI.create(scheme + "://127.0.0.1:" + port + "/");
    }

    /**
     * Puts a file into its folder, all at once as an administrator would, an hour ago.
     *
     * @param name the file's name; folders are made
     * @param content its content
     * @throws IOException if that is impossible
     */
    public void put(String name, byte[] content) throws IOException {
        put(name, content, Instant.now().minusSeconds(3600));
    }

    /**
     * Puts a file into its folder, all at once as an administrator would.
     *
     * @param name the file's name; folders are made
     * @param content its content
     * @param changed when it is said to have been changed
     * @throws IOException if that is impossible
     */
    public void put(String name, byte[] content, Instant changed) throws IOException {
        Path fresh = Files.write(scratch.resolve("fresh"), content);
        Files.setLastModifiedTime(fresh, FileTime.from(changed));
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

    /**
     * The requests that it saw, a line for each: connection (of nginx), status, version of TLS, and what was asked for.
     *
     * @return the lines
     * @throws IOException if they cannot be read
     */
    public List<String> requests() throws IOException {
        return Files.readAllLines(scratch.resolve("access.log"));
    }

    /** Ends it. */
    @Override
    public void close() {
        process.destroyForcibly();
        await("web server gone").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }
}
