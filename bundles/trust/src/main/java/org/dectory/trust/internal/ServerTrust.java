package org.dectory.trust.internal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.dectory.api.trust.TlsTrust;
import org.dectory.api.trust.TrustPolicy;

/** Speaks TLS under one policy. Thread-safe. */
final class ServerTrust implements TlsTrust {

    private final TrustPolicy policy;
    private final TrustManager manager;

    ServerTrust(TrustPolicy policy, ServerTrustManager manager) {
        this.policy = policy;
        this.manager = manager;
    }

    @Override
    public SSLContext newContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    @Override
    public SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(Arrays.stream(TrustPolicy.TlsVersion.values())
                .filter(version -> version.compareTo(policy.leastTls()) >= 0)
                .map(TrustPolicy.TlsVersion::protocol)
                .toArray(String[]::new));
        parameters.setCipherSuites(CipherSuites.QUICKEST_FIRST);
        // The manager checks the name; this keeps sessions that were checked apart from those that were not.
        parameters.setEndpointIdentificationAlgorithm(policy.certificates() && policy.hostNames() ? "HTTPS" : "");
        return parameters;
    }
}
