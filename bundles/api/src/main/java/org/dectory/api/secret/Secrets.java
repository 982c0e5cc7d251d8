package org.dectory.api.secret;

import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.Secret;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads secrets. Capabilities use it; faces never do.
 *
 * <p>Secrets are encrypted at rest under a device key that lies outside the database. They are written through
 * {@link org.dectory.api.store.StoreTransaction#secrets()}, in one transaction with what they belong to. Thread-safe;
 * reads block on the disk at most.
 */
@ProviderType
public interface Secrets {

    /**
     * Finds one secret.
     *
     * @param owner whose it is
     * @param kind what it is for
     * @return the secret, if there is one
     */
    Optional<Secret> find(SecretOwner owner, SecretKind kind);

    /**
     * Finds all secrets of an owner in one snapshot.
     *
     * @param owner whose they are
     * @return the secrets by kind; empty if there are none
     */
    Map<SecretKind, Secret> findAll(SecretOwner owner);
}
