package org.dectory.api.secret;

import org.dectory.api.identity.Secret;
import org.osgi.annotation.versioning.ProviderType;

/** Writes secrets within a transaction of the store. Used only inside the function given to the store. */
@ProviderType
public interface SecretWriter {

    /**
     * Keeps a secret in place of the one there was.
     *
     * @param owner whose it is
     * @param kind what it is for
     * @param secret the secret, 1 to 8,192 octets
     * @throws org.dectory.api.store.NotFoundException if the owner is a device or user that is gone
     */
    void put(SecretOwner owner, SecretKind kind, Secret secret);

    /**
     * Keeps a secret in another place as well, in place of the one there was; does nothing if there is none to copy.
     *
     * @param owner whose it is
     * @param kind what it is for
     * @param newOwner whose the copy is
     * @param newKind what the copy is for
     * @throws org.dectory.api.store.NotFoundException if the new owner is a device or user that is gone
     */
    void copy(SecretOwner owner, SecretKind kind, SecretOwner newOwner, SecretKind newKind);

    /**
     * Erases a secret; does nothing if there is none.
     *
     * @param owner whose it is
     * @param kind what it is for
     */
    void erase(SecretOwner owner, SecretKind kind);
}
