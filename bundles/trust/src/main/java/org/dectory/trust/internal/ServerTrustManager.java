package org.dectory.trust.internal;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.dectory.api.trust.NotTrustedException;

/**
 * Hears of servers in the middle of handshakes. To one of this kind Java leaves the check of the name too, whatever a client has
 * asked for; a manager of the plain kind would be wrapped in a check that nobody can switch off. Thread-safe.
 */
final class ServerTrustManager extends X509ExtendedTrustManager {

    private final Judge judge;

    /** Judges a server. */
    @FunctionalInterface
    interface Judge {

        /**
         * Judges a server.
         *
         * @param chain what the server sent, its own certificate first
         * @param keyExchange how Java calls what the server's key is used for
         * @param host the name or address that was called, if it is known
         * @throws NotTrustedException if it is not believed
         */
        void judge(X509Certificate[] chain, String keyExchange, Optional<String> host) throws NotTrustedException;
    }

    ServerTrustManager(Judge judge) {
        this.judge = judge;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
            throws CertificateException {
        judge.judge(
                chain,
                keyExchange,
                socket instanceof SSLSocket tls ? host(tls.getHandshakeSession()) : Optional.empty());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
            throws CertificateException {
        judge.judge(chain, keyExchange, host(engine.getHandshakeSession()));
    }

    private static Optional<String> host(SSLSession session) {
        return Optional.ofNullable(session.getPeerHost()).filter(host -> !host.isEmpty());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
        judge.judge(chain, keyExchange, Optional.empty());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange, Socket socket)
            throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange, SSLEngine engine)
            throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyExchange) throws CertificateException {
        throw nobody();
    }

    private static NotTrustedException nobody() {
        return new NotTrustedException("No client is trusted here");
    }

    /** Said by servers to their clients only. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
