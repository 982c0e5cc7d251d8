package org.dectory.itests.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A provisioning server on loopback that does with each file what no proper server would do.
 *
 * <p>Files of which it was told nothing are answered with 404.
 */
public final class FaultyServer implements AutoCloseable {

    private static final int PACE_MILLIS = 100;

    private final ServerSocket socket;
    private final ConcurrentMap<String, Conduct> conducts = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(FaultyServer::thread);
    private final CountDownLatch closed = new CountDownLatch(1);

    private FaultyServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** What it does with a connection on which a file was asked for; the connection is closed afterwards. */
    @FunctionalInterface
    public interface Conduct {

        /**
         * Answers, or does not.
         *
         * @param path what was asked for
         * @param out where the answer goes
         * @param closed opens when the server is closed
         */
        void answer(String path, OutputStream out, CountDownLatch closed) throws IOException, InterruptedException;
    }

    /** Starts it at a free port. */
    public static FaultyServer start() {
        try {
            FaultyServer server = new FaultyServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            server.threads.execute(server::listen);
            return server;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A proper answer, for a change. */
    public static Conduct serves(byte[] content) {
        return announces(content.length, content);
    }

    /** A proper answer in text. */
    public static Conduct serves(String content) {
        return serves(content.getBytes(UTF_8));
    }

    /** Announces so many octets and sends others. */
    public static Conduct announces(int length, byte[] content) {
        return (path, out, closed) -> {
            head(out, "200 OK", "Content-Length: " + length);
            out.write(content);
        };
    }

    /** Sends a chunk without ever saying that it was the last. */
    public static Conduct sendsAChunkAndNoEnd(String content) {
        return (path, out, closed) -> {
            head(out, "200 OK", "Transfer-Encoding: chunked");
            out.write((Integer.toHexString(content.length()) + "\r\n" + content + "\r\n").getBytes(UTF_8));
        };
    }

    /** Answers with a status and nothing else. */
    public static Conduct says(String status) {
        return (path, out, closed) -> head(out, status, "Content-Length: 0");
    }

    /** Sends to where the client came from. */
    public static Conduct sendsRoundInCircles() {
        return (path, out, closed) -> head(out, "302 Found", "Content-Length: 0", "Location: " + path);
    }

    /** Sends something, which may be no HTTP at all. */
    public static Conduct blurts(byte[] anything) {
        return (path, out, closed) -> out.write(anything);
    }

    /** Takes the question and never answers. */
    public static Conduct hangs() {
        return (path, out, closed) -> closed.await();
    }

    /** Announces a file, and sends it so slowly that it never comes to an end. */
    public static Conduct trickles() {
        return (path, out, closed) -> {
            head(out, "200 OK", "Content-Length: 1000");
            do {
                out.write('#');
                out.flush();
            } while (!closed.await(PACE_MILLIS, TimeUnit.MILLISECONDS));
        };
    }

    private static void head(OutputStream out, String status, String... headers) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n")
                .getBytes(UTF_8));
    }

    /** Says what happens with a file from now on. */
    public void on(String file, Conduct conduct) {
        conducts.put("/users/" + file, conduct);
    }

    /** The provisioning source that it is, for {@code PUT /api/v1/provisioning/source}. */
    public Map<String, Object> source() {
        return Map.of("protocol", "http", "server", "127.0.0.1", "port", socket.getLocalPort(), "path", "/users");
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> attend(connection));
            } catch (IOException ended) {
                // Closed, as the loop finds out by itself.
            }
        }
    }

    private void attend(Socket connection) {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
            String request = in.readLine();
            for (String line = request; line != null && !line.isEmpty(); line = in.readLine()) {
                // The headers are of no interest.
            }
            if (request != null) {
                String path = request.split(" ", -1)[1];
                OutputStream out = connection.getOutputStream();
                conducts.getOrDefault(path, says("404 Not Found")).answer(path, out, closed);
                out.flush();
            }
        } catch (IOException goneAway) {
            // The client lost its patience, as it should.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "faulty-server");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        closed.countDown();
        threads.shutdown();
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
