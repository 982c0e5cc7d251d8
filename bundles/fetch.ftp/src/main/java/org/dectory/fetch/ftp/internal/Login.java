package org.dectory.fetch.ftp.internal;

import java.util.Optional;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.identity.Secret;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.fetch.ftp.internal.FtpAddress.Server;

/**
 * As whom one is where, and why one believed the server: what makes a connection fit for another file.
 *
 * @param server the server
 * @param credentials the account, if any
 * @param belief why one believed the server; empty without TLS
 */
record Login(Server server, Optional<Credentials> credentials, Optional<Belief> belief) {

    /**
     * Why one believed a server.
     *
     * @param policy what was asked of it
     * @param revision the count of changes of trust before it was judged
     */
    record Belief(TrustPolicy policy, long revision) {}

    /** The same with a secret of its own: the one of a request is wiped after the fetch. */
    Login copy() {
        return new Login(
                server,
                credentials.map(each -> new Credentials(
                        each.user(), Secret.ofBytes(each.password().bytes()))),
                belief);
    }

    /** Wipes the secret of a copy. */
    void wipe() {
        credentials.map(Credentials::password).ifPresent(Secret::close);
    }
}
