package org.dectory.testkit.fetch;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.function.Supplier;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.dectory.api.trust.NotTrustedException;
import org.dectory.api.trust.TrustPolicy;
import org.jspecify.annotations.Nullable;

/** Judges servers for {@link FakeTrust} by what Java brings. */
final class FakeTrustManager extends X509ExtendedTrustManager {

    private final Supplier<@Nullable KeyStore> trusted;
    private final TrustPolicy policy;

    FakeTrustManager(Supplier<@Nullable KeyStore> trusted, TrustPolicy policy) {
        this.trusted = trusted;
        this.policy = policy;
    }

    /** One step of Java's own checks. */
    private interface Check {

        void run(X509ExtendedTrustManager manager) throws CertificateException;
    }

    private void check(X509Certificate[] chain, Check check) throws NotTrustedException {
        KeyStore certificates = trusted.get();
        if (!policy.certificates()) {
            return;
        }
        if (policy.expiry()) {
            for (X509Certificate each : chain) {
                Instant now = Instant.now();
                if (now.isAfter(each.getNotAfter().toInstant())) {
                    throw new NotTrustedException("The server's certificate expired on " + each.getNotAfter());
                }
                if (now.isBefore(each.getNotBefore().toInstant())) {
                    throw new NotTrustedException("The server's certificate is not valid before " + each.getNotBefore()
                            + ": is the clock right?");
                }
            }
        }
        if (certificates == null) {
            throw new NotTrustedException("The server's certificate is of an unknown authority");
        }
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(certificates, new X509CertSelector());
            parameters.setRevocationEnabled(false);
            if (!policy.expiry()) {
                parameters.setDate(Date.from(chain[0].getNotBefore().toInstant().plusSeconds(1)));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            check.run((X509ExtendedTrustManager) factory.getTrustManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw new NotTrustedException("The server's certificate is not trusted: " + e.getMessage());
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, manager -> {
            if (policy.hostNames()) {
                manager.checkServerTrusted(chain, authType, socket);
            } else {
                manager.checkServerTrusted(chain, authType);
            }
        });
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, manager -> {
            if (policy.hostNames()) {
                manager.checkServerTrusted(chain, authType, engine);
            } else {
                manager.checkServerTrusted(chain, authType);
            }
        });
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, manager -> manager.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("nobody calls the appliance");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("nobody calls the appliance");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("nobody calls the appliance");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
