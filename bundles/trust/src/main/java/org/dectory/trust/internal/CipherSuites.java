package org.dectory.trust.internal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The cipher suites of Java, ChaCha20 (RFC 8439) before AES: it takes less than half of the time where AES is not done by the processor, and
 * with the quick compiler alone it never is. Servers that have a preference of their own go by that.
 */
final class CipherSuites {

    private static final Pattern QUICK = Pattern.compile("TLS_(ECDHE_.*_)?CHACHA20_.*");

    static final String[] QUICKEST_FIRST = quickestFirst();

    private CipherSuites() {}

    private static String[] quickestFirst() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
                    .sorted(Comparator.comparing(suite -> !QUICK.matcher(suite).matches()))
                    .toArray(String[]::new);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }
}
