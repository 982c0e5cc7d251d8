package org.dectory.fetch.http.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers how servers want each account to log in, so that only the first file takes more than one request. The accounts used last are
 * remembered; a password never is. Thread-safe.
 */
final class Logins {

    private final Map<Account, Scheme> known = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;

    /**
     * An account at a server.
     *
     * @param server scheme, host and port, see {@link Redirects#server}
     * @param user the account's name
     */
    record Account(String server, String user) {}

    Logins(int most) {
        this.most = most;
    }

    synchronized Optional<Scheme> find(Account account) {
        return Optional.ofNullable(known.get(account));
    }

    synchronized void keep(Account account, Scheme scheme) {
        known.put(account, scheme);
        if (known.size() > most) {
            var eldest = known.entrySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    synchronized void forget(Account account) {
        known.remove(account);
    }

    synchronized int size() {
        return known.size();
    }
}
