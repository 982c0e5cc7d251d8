package org.dectory.api.valuekeys;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.Actor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps the key pairs with which values of user data files may be encrypted: RSA of 3,072 bits, used with OAEP of SHA-256
 * and MGF1 of SHA-256 (RFC 8017, clause 7.1).
 *
 * <p>Everybody may have a public key; the private keys are secrets and never leave. Thread-safe.
 */
@ProviderType
public interface ValueKeys {

    /**
     * The keys that there are.
     *
     * @return the keys, the current one first and the older ones behind it; empty while the first one is not made yet
     */
    List<ValueKey> keys();

    /**
     * The key to encrypt with. The first key of an appliance is made some time after its first start, or when somebody asks
     * for it here.
     *
     * @return the current key, as soon as there is one; fails with {@link org.dectory.api.store.StoreException} if it cannot
     *     be kept
     */
    CompletionStage<ValueKey> current();

    /**
     * Opens what was encrypted with one of the keys. Takes some milliseconds of the processor.
     *
     * @param keyId which key it was encrypted with, in any case
     * @param encrypted what was encrypted
     * @return the plain text; empty if there is no such key or it does not open this, of which no more is told
     */
    Optional<Secret> open(String keyId, byte[] encrypted);

    /**
     * Makes a new key the current one. The older ones go on opening what was encrypted with them.
     *
     * @param actor who asks for it
     * @return the new key, after some seconds; fails with {@link org.dectory.api.store.StoreException} if it cannot be kept,
     *     and everything is as before then
     */
    CompletionStage<ValueKey> rotate(Actor actor);
}
