package org.dectory.fetch.http.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A server that says what no server should: it reads a request and hands the bare connection to the test. */
final class RawServer implements AutoCloseable {

    private final ServerSocket listening;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Answers one request; the connection ends when it returns. */
    @FunctionalInterface
    interface Answer {
        void write(OutputStream out, Socket connection) throws IOException, InterruptedException;
    }

    RawServer(Answer answer) throws IOException {
        this("http", ServerSocketFactory.getDefault(), answer);
    }

    /** A server that speaks TLS. */
    RawServer(SSLContext context, Answer answer) throws IOException {
        this("https", context.getServerSocketFactory(), answer);
    }

    private RawServer(String scheme, ServerSocketFactory sockets, Answer answer) throws IOException {
        this.scheme = scheme;
        listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(() -> accept(answer));
    }

    /** A server that writes a text and ends the connection. */
    static RawServer saying(String text) throws IOException {
        return new RawServer((out, connection) -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** A server that writes a text and then keeps silent. */
    RawServer(String text) throws IOException {
        this((out, connection) -> {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            // Silence, until the other side gives up.
            int unused = connection.getInputStream().read();
        });
    }

    URI folder() {
        return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort() + "/");
    }

    int connections() {
        return connections.size();
    }

    private void accept(Answer answer) {
        try {
            while (true) {
                Socket connection = listening.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection, answer));
            }
        } catch (IOException e) {
            if (closing.getCount() > 0) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket connection, Answer answer) {
        try (connection) {
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
                // The end of the headers is all that matters.
            }
            OutputStream out = connection.getOutputStream();
            answer.write(out, connection);
            out.flush();
        } catch (IOException e) {
            // The client has gone away, as it should.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
