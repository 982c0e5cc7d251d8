package org.dectory.fetch.http.internal;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.dectory.api.replaceable.OwnThreads;
import org.dectory.api.trust.NotTrustedException;
import org.dectory.api.trust.TlsTrust;
import org.dectory.api.trust.Trust;
import org.dectory.api.trust.TrustPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The clients that requests are sent with: one for HTTP, and one for each policy of trust, since certificates are judged by the client and
 * connections are kept by it. When anything about trust has changed, they begin anew. Thread-safe.
 *
 * <p>A client of Java 17 cannot be closed: it goes, with its thread, when nobody knows it any more.
 */
final class Clients implements AutoCloseable {

    private final Duration connectLimit;
    private final Map<TrustPolicy, HttpClient> secure = new HashMap<>();
    private @Nullable HttpClient plain;
    private @Nullable Trust trust;
    private long revision;

    Clients(Duration connectLimit) {
        this.connectLimit = connectLimit;
    }

    /** Takes another judge, in place of the one there was. */
    synchronized void trust(Trust next) {
        trust = next;
        secure.clear();
    }

    /** Does without a judge, unless there is another one already. */
    synchronized void noTrust(Trust gone) {
        if (trust == gone) {
            trust = null;
            secure.clear();
        }
    }

    /** A client for HTTP; it trusts nobody. */
    synchronized HttpClient plain() {
        if (plain == null) {
            plain = build(builder().sslContext(nobody()));
        }
        return plain;
    }

    /**
     * A client for HTTPS.
     *
     * @param policy the policy that counts for the server; empty for the system's
     * @return the same as long as nothing about trust changes
     * @throws NotTrustedException if there is nobody to judge servers
     */
    synchronized HttpClient secure(Optional<TrustPolicy> policy) throws NotTrustedException {
        Trust judge = trust;
        if (judge == null) {
            throw new NotTrustedException("The trust bundle is missing");
        }
        // Before anything of it is read: what changes after that is seen with the next request.
        long now = judge.revision();
        if (now != revision) {
            secure.clear();
            revision = now;
        }
        return secure.computeIfAbsent(policy.orElseGet(judge::policy), each -> secure(judge.tls(each)));
    }

    private HttpClient secure(TlsTrust tls) {
        return build(builder().sslContext(tls.newContext()).sslParameters(tls.parameters()));
    }

    /** The client's own thread must not keep the bundle whose import happens to need it first. */
    private static HttpClient build(HttpClient.Builder builder) {
        return OwnThreads.apart(Clients.class, builder::build);
    }

    /**
     * What arrives is handled by the thread that read it, and what is sent by the one that fetches: nothing in between waits for anything
     * but a look into the store at a server's certificate. Threads of its own would cost more than they do.
     */
    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectLimit)
                .executor(Runnable::run);
    }

    /** Java's own context would read all certificates that come with it, for nothing. */
    private static SSLContext nobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /** Forgets all clients. */
    @Override
    public synchronized void close() {
        secure.clear();
    }
}
