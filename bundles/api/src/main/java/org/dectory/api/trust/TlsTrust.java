package org.dectory.api.trust;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How to speak TLS to a server under one policy. Its handshakes fail with a {@link NotTrustedException} somewhere among the causes if
 * the server is not believed. Thread-safe.
 */
@ProviderType
public interface TlsTrust {

    /**
     * Makes a context with sessions of its own.
     *
     * @return the context
     */
    SSLContext newContext();

    /**
     * What to set on each socket, engine or client: versions, and whether names are checked.
     *
     * @return a copy of its own for each caller
     */
    SSLParameters parameters();
}
