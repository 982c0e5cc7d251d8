package org.dectory.fetch.sftp.internal;

import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.identity.Secret;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.fetch.sftp.internal.SftpAddress.Server;

/**
 * As whom one is where, and why one believed the server: what makes a connection fit for another file.
 *
 * @param server the server
 * @param credentials the account
 * @param policy what was asked of the server
 * @param revision the count of changes of trust before the server was judged
 */
record Login(Server server, Credentials credentials, TrustPolicy policy, long revision) {

    /** The same with a secret of its own: the one of a request is wiped after the fetch. */
    Login copy() {
        Secret password = Secret.ofBytes(credentials.password().bytes());
        return new Login(server, new Credentials(credentials.user(), password), policy, revision);
    }

    /** Wipes the secret of a copy. */
    void wipe() {
        credentials.password().close();
    }
}
