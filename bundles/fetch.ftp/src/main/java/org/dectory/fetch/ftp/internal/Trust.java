package org.dectory.fetch.ftp.internal;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom a connection trusts. Reading what Java trusts takes its time: it is done once, and only if there is TLS. Thread-safe. */
final class Trust {

    private final Optional<KeyStore> own;
    private TrustManager @Nullable [] managers;

    /**
     * Trust in some.
     *
     * @param own the certificates that are trusted; empty for those that Java trusts
     */
    Trust(Optional<KeyStore> own) {
        this.own = own;
    }

    /** A context for one connection: it remembers the sessions of that one alone. */
    synchronized SSLContext context() {
        try {
            if (managers == null) {
                TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
                factory.init(own.orElse(null));
                managers = factory.getTrustManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }
}
