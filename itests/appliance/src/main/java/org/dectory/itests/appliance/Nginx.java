package org.dectory.itests.appliance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real nginx on loopback, at a free port, that serves a folder, or that knows accounts: then it wants one for everything and gives
 * each a {@code user.cfg} of its own.
 */
public final class Nginx implements AutoCloseable {

    private static final String CONFIGURATION = """
            worker_processes 1; daemon off; master_process off; pid %1$s/nginx.pid; error_log %1$s/err.log;
            events { worker_connections 256; }
            http { access_log %1$s/access.log; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p;
              fastcgi_temp_path %1$s/f; uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s; default_type text/plain;
              server { listen 127.0.0.1:%2$d; root %1$s/root; %3$s } }
            """;

    private static final String ACCOUNTS = """
            auth_basic "files"; auth_basic_user_file %1$s/accounts;
            location = /users/user.cfg { alias %1$s/own/$remote_user.cfg; }
            """;

    private final Path folder;
    private final int port;
    private Process process;

    private Nginx(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = launch(folder, port);
    }

    /** Starts a server with an empty folder. */
    public static Nginx start() {
        return start("");
    }

    /** Starts a server that knows accounts, the one of {@link #sourceWithAccount} among them. */
    public static Nginx startWithAccounts() {
        Nginx nginx = start(ACCOUNTS);
        nginx.account("appliance", "word");
        return nginx;
    }

    private static Nginx start(String more) {
        try {
            Path folder = Appliance.scratch("nginx");
            Files.createDirectories(folder.resolve("root/users"));
            Files.createDirectories(folder.resolve("own"));
            Files.createFile(folder.resolve("accounts"));
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            Files.writeString(
                    folder.resolve("nginx.conf"), CONFIGURATION.formatted(folder, port, more.formatted(folder)));
            return new Nginx(folder, port);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Process launch(Path folder, int port) throws IOException {
        Process process = new ProcessBuilder(
                        program(), "-e", folder + "/err.log", "-c", folder + "/nginx.conf", "-p", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        await("nginx").atMost(Duration.ofSeconds(30)).until(() -> listens(port));
        return process;
    }

    private static String program() {
        return Files.exists(Path.of("/usr/sbin/nginx")) ? "/usr/sbin/nginx" : "nginx";
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The address of a file in its folder. */
    public String address(String name) {
        return "http://127.0.0.1:" + port + "/users/" + name;
    }

    /** The provisioning source that it is, for {@code PUT /api/v1/provisioning/source}. */
    public Map<String, Object> source() {
        return Map.of("protocol", "http", "server", "127.0.0.1", "port", port, "path", "/users");
    }

    /** The same with the appliance's account. */
    public Map<String, Object> sourceWithAccount() {
        Map<String, Object> source = new HashMap<>(source());
        source.putAll(Map.of("userName", "appliance", "password", "word"));
        return source;
    }

    /** Gives an account a password, in place of the one it had. */
    public void account(String name, String password) {
        try {
            Path accounts = folder.resolve("accounts");
            List<String> others = Files.readAllLines(accounts).stream()
                    .filter(line -> !line.startsWith(name + ":"))
                    .toList();
            Path fresh = folder.resolve("accounts.new");
            Files.write(
                    fresh,
                    Stream.concat(others.stream(), Stream.of(name + ":{PLAIN}" + password))
                            .toList());
            Files.move(fresh, accounts, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Gives an account a {@code user.cfg}. */
    public void putOwn(String account, String content) {
        try {
            Files.writeString(folder.resolve("own").resolve(account + ".cfg"), content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Takes the {@code user.cfg} of an account away. */
    public void removeOwn(String account) {
        try {
            Files.delete(folder.resolve("own").resolve(account + ".cfg"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Puts a file into its folder, all at once as an administrator would. */
    public void put(String name, String content) {
        put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with a file that is no text. */
    public void put(String name, byte[] content) {
        try {
            Path file = folder.resolve("root/users").resolve(name);
            Path fresh = folder.resolve(name + ".new");
            Files.write(fresh, content);
            Files.move(
                    fresh,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Takes a file away. */
    public void remove(String name) {
        try {
            Files.delete(folder.resolve("root/users").resolve(name));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The requests that it saw. */
    public String requests() {
        try {
            return Files.readString(folder.resolve("access.log"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Stops it; {@link #restart()} brings it back at the same port. */
    public void stop() {
        process.destroyForcibly();
        await("nginx gone").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }

    /** Starts it again. */
    public void restart() {
        try {
            process = launch(folder, port);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
