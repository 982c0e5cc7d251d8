package org.dectory.api.trust;

import java.security.cert.CertificateException;

/** A server is not believed. The message says why, for people, such as {@code The server's certificate expired on 2026-01-31}. */
public final class NotTrustedException extends CertificateException {

    private static final long serialVersionUID = 1;

    /**
     * Makes one.
     *
     * @param reason why, for people
     */
    public NotTrustedException(String reason) {
        super(reason);
    }
}
