package org.dectory.provisioning.internal;

import java.util.Map;
import java.util.Set;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.userdata.UserDataKey;
import org.jspecify.annotations.Nullable;

/**
 * Brings an owner's secrets to what a file says; one that the file no longer has is erased. What is equal is not written; and what the file has,
 * but nobody could read, stays as it is, for what stands in for a PIN that is gone is known to many.
 *
 * @param owner whose secrets they are
 * @param before the secrets that there are
 * @param file the secrets of the file
 * @param unread the secrets of the file that could not be read
 */
record SecretChange(
        SecretOwner owner, Map<SecretKind, Secret> before, Map<UserDataKey, Secret> file, Set<UserDataKey> unread) {

    /** Whether the file says something else than there is. */
    boolean isNeeded(UserDataKey key, SecretKind kind) {
        @Nullable Secret old = before.get(kind);
        @Nullable Secret now = file.get(key);
        return now == null ? old != null && !unread.contains(key) : !now.equals(old);
    }

    void apply(StoreTransaction tx, UserDataKey key, SecretKind kind) {
        if (!isNeeded(key, kind)) {
            return;
        }
        @Nullable Secret now = file.get(key);
        if (now == null) {
            tx.secrets().erase(owner, kind);
        } else {
            tx.secrets().put(owner, kind, now);
        }
    }
}
