package org.dectory.trust.internal;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The authorities that the firmware brings, with its Java. Reading them takes its time: it is done when one is needed. Thread-safe. */
final class SystemAuthorities {

    private @Nullable Set<X509Certificate> certificates;

    synchronized Set<X509Certificate> certificates() {
        if (certificates == null) {
            certificates = read();
        }
        return certificates;
    }

    private static Set<X509Certificate> read() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init((KeyStore) null);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform can read its own authorities", e);
        }
    }
}
