package org.dectory.trust.internal;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import org.dectory.api.trust.NotTrustedException;
import org.jspecify.annotations.Nullable;

/**
 * Who vouches for a server: its chain of certificates has to lead to one that is trusted (PKIX, RFC 5280). Java checks signatures,
 * purposes and algorithms; the days are judged here, since Java believes a trusted certificate for ever. Whether an authority has
 * revoked one is not asked: an appliance often cannot reach those who would know, and what a server itself brings along (stapled OCSP)
 * is left out by whoever has stolen its key.
 */
final class Chains {

    private final Set<X509Certificate> trusted;
    private final Instant now;

    /**
     * Judges at one moment.
     *
     * @param trusted who may vouch: authorities, and servers that are trusted themselves
     * @param now the moment
     */
    Chains(Set<X509Certificate> trusted, Instant now) {
        this.trusted = trusted;
        this.now = now;
    }

    /**
     * Makes sure that somebody vouches for a server.
     *
     * @param chain what the server sent, its own certificate first
     * @param keyExchange how Java calls what the server's key is used for
     * @param expiry whether all of the certificates have to be valid now
     * @throws NotTrustedException if nobody does
     */
    void require(X509Certificate[] chain, String keyExchange, boolean expiry) throws NotTrustedException {
        Set<X509Certificate> vouching = vouching(chain);
        Set<X509Certificate> valid =
                vouching.stream().filter(each -> isValid(each, now)).collect(Collectors.toSet());
        Optional<GeneralSecurityException> failure = check(chain, keyExchange, valid, now);
        if (failure.isEmpty()) {
            return;
        }
        if (!isVouchedForAtAnyTime(chain, keyExchange, vouching)) {
            throw new NotTrustedException(
                    valid.isEmpty() && !vouching.isEmpty() ? outdated(vouching) : reason(chain, failure.get()));
        }
        if (expiry) {
            throw new NotTrustedException(outOfTime(chain, vouching));
        }
    }

    /** Those who could vouch for a chain, by name: to prepare the checks with all others takes longer than the checks. */
    private Set<X509Certificate> vouching(X509Certificate[] chain) {
        List<X509Certificate> sent = Arrays.asList(chain);
        Set<X500Principal> issuers =
                sent.stream().map(X509Certificate::getIssuerX500Principal).collect(Collectors.toSet());
        return trusted.stream()
                .filter(each -> issuers.contains(each.getSubjectX500Principal()) || sent.contains(each))
                .collect(Collectors.toSet());
    }

    /** Tries the moments at which a certificate of the chain begins or ends to be valid. */
    private boolean isVouchedForAtAnyTime(X509Certificate[] chain, String keyExchange, Set<X509Certificate> vouching) {
        return Stream.concat(
                        Stream.of(now),
                        Arrays.stream(chain)
                                .flatMap(each -> Stream.of(each.getNotBefore(), each.getNotAfter())
                                        .map(Date::toInstant)))
                .anyMatch(moment -> check(chain, keyExchange, vouching, moment).isEmpty());
    }

    private static Optional<GeneralSecurityException> check(
            X509Certificate[] chain, String keyExchange, Set<X509Certificate> anchors, Instant moment) {
        if (anchors.isEmpty()) {
            return Optional.of(new CertificateException("nobody is trusted"));
        }
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                    anchors.stream().map(each -> new TrustAnchor(each, null)).collect(Collectors.toSet()),
                    new X509CertSelector());
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(moment));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            ((X509TrustManager) factory.getTrustManagers()[0]).checkServerTrusted(chain, keyExchange);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of(e);
        }
    }

    private static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private String reason(X509Certificate[] chain, GeneralSecurityException failure) {
        X509Certificate last = chain[chain.length - 1];
        X500Principal authority = last.getIssuerX500Principal();
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof CertPathValidatorException invalid
                    && invalid.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
                return "The server's certificate is signed in a way that is not safe any more: "
                        + Shown.of(String.valueOf(invalid.getMessage()));
            }
        }
        if (trusted.stream().anyMatch(each -> each.getSubjectX500Principal().equals(authority))) {
            return "The server's certificate cannot be verified: " + Shown.of(String.valueOf(failure.getMessage()));
        }
        if (authority.equals(chain[0].getSubjectX500Principal())) {
            return "The server's certificate, " + Shown.of(authority)
                    + ", is signed by itself and not among the trusted ones";
        }
        return "The server's certificate is signed by " + Shown.of(authority) + ", who is not trusted";
    }

    /** Nobody has signed who is trusted; perhaps one of the same name has, who took the place of one who was. */
    private String outdated(Set<X509Certificate> namesakes) {
        X509Certificate last = namesakes.stream()
                .max(Comparator.comparing(X509Certificate::getNotAfter))
                .orElseThrow();
        return "The trusted certificate " + Shown.of(last.getSubjectX500Principal()) + outOfTime(last)
                + " and does not vouch for the server: the one that took its place has to be uploaded";
    }

    private String outOfTime(X509Certificate[] chain, Set<X509Certificate> vouching) {
        return Stream.concat(Arrays.stream(chain), vouching.stream())
                .filter(each -> !isValid(each, now))
                .findFirst()
                .map(each -> outOfTime(each, each.equals(chain[0])))
                .orElse("The certificates that vouch for the server were never valid together");
    }

    private String outOfTime(X509Certificate certificate, boolean own) {
        String whose = own
                ? "The server's certificate"
                : "The certificate of the authority " + Shown.of(certificate.getSubjectX500Principal());
        return whose + outOfTime(certificate);
    }

    private String outOfTime(X509Certificate certificate) {
        return now.isAfter(certificate.getNotAfter().toInstant())
                ? " expired on " + Shown.day(certificate.getNotAfter())
                : " is not valid before " + Shown.day(certificate.getNotBefore()) + "; by the appliance's clock it is "
                        + Shown.day(now);
    }
}
