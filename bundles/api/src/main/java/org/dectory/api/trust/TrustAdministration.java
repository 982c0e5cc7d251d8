package org.dectory.api.trust;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dectory.api.store.Actor;
import org.osgi.annotation.versioning.ProviderType;

/** Who is believed: for those who administer the appliance. Thread-safe. */
@ProviderType
public interface TrustAdministration {

    /**
     * The certificates that were uploaded.
     *
     * @return by the day on which they expire, the first first
     */
    List<TrustedCertificate> certificates();

    /**
     * Trusts certificates.
     *
     * @param file one or several certificates in PEM, or one in DER; at most 65,536 octets
     * @param actor who adds them
     * @return completes with those of the file, also those that were there before, when they are durable; fails with
     *     {@link IllegalArgumentException} if the file has none or one that cannot be read, and nothing is added then
     */
    CompletionStage<List<TrustedCertificate>> addCertificates(byte[] file, Actor actor);

    /**
     * Trusts a certificate no longer.
     *
     * @param id its {@link TrustedCertificate#id()}
     * @param actor who removes it
     * @return completes with whether there was such a certificate
     */
    CompletionStage<Boolean> removeCertificate(String id, Actor actor);

    /**
     * The SSH hosts whose keys are known.
     *
     * @return by name
     */
    List<KnownHost> hosts();

    /**
     * Knows keys of SSH hosts.
     *
     * @param text one or several lines as {@code known_hosts} has them, or {@code ssh-keyscan} prints them; names may be
     *     hashed; at most 65,536 characters
     * @param actor who adds them
     * @return completes with them when they are durable; fails with {@link IllegalArgumentException}, naming the line, if one cannot be
     *     read, and nothing is added then
     */
    CompletionStage<List<KnownHost>> addHosts(String text, Actor actor);

    /**
     * Forgets the key of an SSH host.
     *
     * @param id its {@link KnownHost#id()}
     * @param actor who removes it
     * @return completes with whether there was such a key
     */
    CompletionStage<Boolean> removeHost(String id, Actor actor);

    /**
     * The public half of the appliance's own key for SSH.
     *
     * @return one line as {@code authorized_keys} has it
     */
    String sshPublicKey();

    /**
     * Makes another key for SSH in place of the one there was.
     *
     * @param actor who wants it
     * @return completes with the public half when it is durable
     */
    CompletionStage<String> renewSshKey(Actor actor);

    /**
     * What an administrator should look at: checks of the system's policy that are off, certificates that have expired or will
     * within 30 days.
     *
     * @return a sentence for each; empty if all is well
     */
    List<String> warnings();

    /**
     * A certificate that is trusted.
     *
     * @param id its SHA-256 fingerprint, 64 lower-case hexadecimal digits
     * @param subject whom it names
     * @param issuer who signed it
     * @param validFrom since when it is valid
     * @param validUntil until when it is valid
     * @param authority whether it may sign others
     */
    record TrustedCertificate(
            String id, String subject, String issuer, Instant validFrom, Instant validUntil, boolean authority) {}

    /**
     * A key of an SSH host.
     *
     * @param id names it in {@link TrustAdministration#removeHost}
     * @param host name or address; with a port other than 22 as {@code [name]:port}; {@code hashed} if only its hash was entered
     * @param keyType such as {@code ssh-ed25519}
     * @param fingerprint such as {@code SHA256:…}
     * @param firstUse whether it was taken at the first connection rather than entered
     */
    record KnownHost(String id, String host, String keyType, String fingerprint, boolean firstUse) {}
}
