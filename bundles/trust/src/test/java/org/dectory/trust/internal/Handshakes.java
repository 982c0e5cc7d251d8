package org.dectory.trust.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.dectory.api.trust.NotTrustedException;
import org.dectory.api.trust.TlsTrust;
import org.dectory.testkit.fetch.TestAuthority.Identity;
import org.jspecify.annotations.Nullable;

/** A TLS server that does nothing but shake hands. */
final class Handshakes implements AutoCloseable {

    private final SSLServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Handshakes(Identity identity, String... protocols) throws IOException {
        socket = (SSLServerSocket) identity.serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        threads.execute(this::serve);
    }

    private void serve() {
        try {
            while (true) {
                SSLSocket client = (SSLSocket) socket.accept();
                threads.execute(() -> greet(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void greet(SSLSocket client) {
        try (client) {
            client.getOutputStream().write('!');
        } catch (IOException e) {
            // The client does not like us.
        }
    }

    /** Calls it by a name; says why it is not believed, or nothing if it is. */
    Optional<String> refusal(TlsTrust trust, String host) throws IOException {
        return refusal(trust.newContext(), trust.parameters(), host);
    }

    Optional<String> refusal(SSLContext context, SSLParameters parameters, String host) throws IOException {
        java.net.Socket plain = new java.net.Socket(socket.getInetAddress(), socket.getLocalPort());
        try (SSLSocket client =
                (SSLSocket) context.getSocketFactory().createSocket(plain, host, socket.getLocalPort(), true)) {
            client.setSSLParameters(parameters);
            client.startHandshake();
            return Optional.empty();
        } catch (IOException e) {
            for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof NotTrustedException) {
                    return Optional.ofNullable(cause.getMessage());
                }
            }
            return Optional.of("no TLS: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
