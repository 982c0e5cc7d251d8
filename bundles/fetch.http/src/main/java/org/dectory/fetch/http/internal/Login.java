package org.dectory.fetch.http.internal;

import java.net.URI;
import java.util.Optional;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * Logs in at one server for one file. Used by one thread.
 *
 * <p>Over HTTPS the password is sent at once, for only the server that is meant can read it. Over HTTP the first request goes without it:
 * if the server knows Digest, the password never crosses the network. What it answers otherwise counts for nothing, for what it would
 * show to anybody may not be what it has for the account.
 */
final class Login {

    private static final int MOST_RENEWALS = 3;

    private final Logins logins;
    private final Logins.Account account;
    private final Credentials credentials;
    private final @Nullable Scheme remembered;
    private @Nullable Scheme scheme;
    private int renewals;

    Login(Logins logins, URI uri, String server, Credentials credentials) {
        this.logins = logins;
        this.account = new Logins.Account(server, credentials.user());
        this.credentials = credentials;
        this.remembered = logins.find(account).orElse(Redirects.isSecure(uri) ? Basic.INSTANCE : null);
        this.scheme = remembered;
    }

    /** What is added to a request: a whole header field, or nothing. */
    String authorization(URI uri) {
        Scheme known = scheme;
        return known == null ? "" : "Authorization: " + known.authorization(credentials, uri) + "\r\n";
    }

    /**
     * Learns from an answer.
     *
     * @param response what the server answered
     * @return whether to ask once more
     */
    boolean asksAgain(Response response) {
        if (response.status() == 401) {
            Optional<Scheme> next = next(response);
            next.ifPresentOrElse(offered -> scheme = offered, () -> logins.forget(account));
            return next.isPresent();
        }
        if (response.status() >= 500) {
            return false;
        }
        if (leadsToTls(response)) {
            // Whoever wants the file to be asked for on an encrypted way need not see the password on this one.
            logins.forget(account);
            return false;
        }
        if (scheme == null) {
            scheme = Basic.INSTANCE;
            return true;
        }
        Scheme after = scheme.after(response.headers());
        if (after != remembered) {
            logins.keep(account, after);
        }
        return false;
    }

    private static boolean leadsToTls(Response response) {
        return Redirects.isRedirect(response.status())
                && !Redirects.isSecure(response.uri())
                && response.headers()
                        .first("Location")
                        .filter(location -> location.regionMatches(true, 0, "https:", 0, 6))
                        .isPresent();
    }

    /** How to try again; empty if the server has said that it does not want these credentials. */
    private Optional<Scheme> next(Response response) {
        if (scheme == null && response.headers().all("WWW-Authenticate").isEmpty()) {
            return Optional.of(Basic.INSTANCE);
        }
        return Scheme.best(response.headers()).filter(this::isWorthATry);
    }

    /** What was remembered may count no more; a nonce of just now is wrong only if the server says that it is too old already. */
    private boolean isWorthATry(Scheme offered) {
        boolean outlived = scheme == null || scheme == remembered;
        if (offered instanceof Digest digest) {
            return (outlived || scheme == Basic.INSTANCE || digest.isStale()) && renewals++ < MOST_RENEWALS;
        }
        return outlived && scheme != Basic.INSTANCE;
    }
}
