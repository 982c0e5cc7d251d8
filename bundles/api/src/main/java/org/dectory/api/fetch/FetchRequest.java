package org.dectory.api.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.dectory.api.identity.Secret;
import org.dectory.api.trust.TrustPolicy;

/**
 * A file to be brought.
 *
 * @param uri where it lies; never with credentials in it
 * @param credentials whom to log in as, if anybody
 * @param version what the server called the version that is known already; empty for none
 * @param maxBytes most octets that are accepted, 1 or more
 * @param limit the time for all of it, connecting included
 * @param trust what is asked of the server before it is believed; empty for the system's policy
 */
public record FetchRequest(
        URI uri,
        Optional<Credentials> credentials,
        String version,
        int maxBytes,
        Duration limit,
        Optional<TrustPolicy> trust) {

    /**
     * A file to be brought under the system's policy of trust.
     *
     * @param uri where it lies; never with credentials in it
     * @param credentials whom to log in as, if anybody
     * @param version what the server called the version that is known already; empty for none
     * @param maxBytes most octets that are accepted, 1 or more
     * @param limit the time for all of it, connecting included
     */
    public FetchRequest(URI uri, Optional<Credentials> credentials, String version, int maxBytes, Duration limit) {
        this(uri, credentials, version, maxBytes, limit, Optional.empty());
    }

    /**
     * Whom to log in as.
     *
     * @param user the account's name
     * @param password its password; empty to log in by the appliance's own key, where the protocol has that
     */
    public record Credentials(String user, Secret password) {}
}
