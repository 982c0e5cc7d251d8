package org.dectory.fetch.http.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.dectory.api.trust.NotTrustedException;
import org.dectory.api.trust.TlsTrust;
import org.dectory.api.trust.Trust;
import org.dectory.api.trust.TrustPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How to speak TLS: one context for each policy of trust, since it is the context that judges certificates. When anything about trust has
 * changed, they begin anew, and what was opened with an earlier one serves no further file. Thread-safe.
 */
final class TlsContexts {

    private final Map<TrustPolicy, Tls> known = new HashMap<>();
    private @Nullable Trust trust;
    private long revision;

    /** A context, and what to set on each of its sockets. The same only as itself. */
    static final class Tls {

        private final SSLContext context;
        private final SSLParameters parameters;

        Tls(TlsTrust trust) {
            context = trust.newContext();
            parameters = trust.parameters();
        }

        SSLContext context() {
            return context;
        }

        SSLParameters parameters() {
            return parameters;
        }
    }

    /** Takes another judge, in place of the one there was. */
    synchronized void trust(Trust next) {
        trust = next;
        known.clear();
    }

    /** Does without a judge, unless there is another one already. */
    synchronized void noTrust(Trust gone) {
        if (trust == gone) {
            trust = null;
            known.clear();
        }
    }

    /**
     * How to speak to a server.
     *
     * @param policy the policy that counts for the server; empty for the system's
     * @return the same as long as nothing about trust changes
     * @throws NotTrustedException if there is nobody to judge servers
     */
    synchronized Tls of(Optional<TrustPolicy> policy) throws NotTrustedException {
        Trust judge = trust;
        if (judge == null) {
            throw new NotTrustedException("The trust bundle is missing");
        }
        // Before anything of it is read: what changes after that is seen with the next request.
        long now = judge.revision();
        if (now != revision) {
            known.clear();
            revision = now;
        }
        return known.computeIfAbsent(policy.orElseGet(judge::policy), each -> new Tls(judge.tls(each)));
    }
}
