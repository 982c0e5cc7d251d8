package org.dectory.api.trust;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Judges servers that the appliance calls. Fetchers use it for every connection; those who administer it use
 * {@link TrustAdministration}. Thread-safe.
 */
@ProviderType
public interface Trust {

    /**
     * The policy of the whole system: the provisioning security configuration (PRV-09).
     *
     * @return what is set now
     */
    TrustPolicy policy();

    /**
     * How to speak TLS.
     *
     * @param policy the policy that counts for the server
     * @return what a TLS client needs; it follows later changes of the certificates by itself, at the next full handshake
     */
    TlsTrust tls(TrustPolicy policy);

    /**
     * Counts the changes of certificates, known hosts and the system's policy. A connection that was made under an earlier count is not
     * used for another request, nor is a session resumed that began under it.
     *
     * @return the count; rises
     */
    long revision();

    /**
     * Judges the key of an SSH host. If the policy says so, an unknown host is remembered, durably, before this returns.
     *
     * @param host the name or address that was called
     * @param port the port that was called
     * @param key its public key as it crosses the wire (RFC 4253, clause 6.6)
     * @param policy the policy that counts for the server
     * @return what to think of it
     */
    HostVerdict judgeHost(String host, int port, byte[] key, TrustPolicy policy);

    /**
     * The sorts of keys that are known of an SSH host: they are to be asked for first, or a host with several keys looks like another one.
     *
     * @param host the name or address that is called
     * @param port the port that is called
     * @return such as {@code ssh-ed25519}; empty if none is known
     */
    List<String> knownKeyTypes(String host, int port);

    /**
     * The appliance's own key for SSH, with which it logs in where no password is given. Made at the first call.
     *
     * @return the key; whoever receives it closes the private half
     */
    SshKey sshKey();

    /** What to think of an SSH host. */
    enum HostVerdict {
        /** Its key is known, or any key is taken. */
        BELIEVED,
        /** No key of it was known; it is from now on. */
        FIRST_SEEN,
        /** No key of it is known. */
        UNKNOWN,
        /** Another key of it is known: perhaps somebody stands in between. */
        CHANGED
    }
}
