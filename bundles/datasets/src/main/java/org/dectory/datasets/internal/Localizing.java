package org.dectory.datasets.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dectory.api.identity.UserId;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Layer;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.api.store.UserRow;
import org.dectory.api.userdata.UserDataKey;

/**
 * Makes an external user a local one: what its files said becomes what an administrator entered, secrets too, and the files
 * are not asked any more (PRV-16). The relation stays.
 */
final class Localizing {

    /** What means something in files only, or is a field of the record. */
    private static final Set<UserDataKey> OF_FILES =
            Set.of(UserDataKey.NAME, UserDataKey.NUMBER, UserDataKey.PIN_DEL, UserDataKey.UPDATE_INTERVAL);

    /** What a layer holds at most. */
    private static final int MOST_KEYS = 1000;

    private Localizing() {}

    static UserRow apply(StoreTransaction tx, UserId id) {
        User user = Rows.user(tx, id);
        if (!user.external()) {
            throw Refused.conflict("external", "User " + user.number() + " is a local one already.");
        }
        requirePin(tx, user);
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(tx.commonLayer());
        values.putAll(tx.layer(id, Layer.USER_FILE));
        values.keySet().removeIf(key -> !stays(key));
        values.putAll(tx.layer(id, Layer.ADMINISTRATOR));
        if (values.size() > MOST_KEYS) {
            throw Refused.conflict(
                    "values", "The files have " + values.size() + " keys; a local user has at most " + MOST_KEYS + ".");
        }
        tx.putLayer(id, Layer.ADMINISTRATOR, values);
        tx.putLayer(id, Layer.USER_FILE, Map.of());
        moveSecrets(tx, SecretOwner.of(id));
        tx.removeUserFile(id);
        return Rows.of(tx, tx.update(user.withExternal(false)));
    }

    /** Whose PIN only the file server knows would have the default PIN. */
    private static void requirePin(StoreTransaction tx, User user) {
        Set<SecretKind> own = tx.secretKinds(SecretOwner.of(user.id()));
        boolean unknown =
                tx.findUserFile(user.id()).filter(UserFile::isOfOwnAccount).isPresent()
                        && !own.contains(SecretKind.SERVER_PASSWORD)
                        && !own.contains(SecretKind.PIN_ADMINISTRATOR);
        if (unknown) {
            throw Refused.conflict(
                    "pin",
                    "The PIN of user " + user.number()
                            + " is known to the file server alone: make the user a local one while logged in.");
        }
    }

    private static boolean stays(String key) {
        Optional<UserDataKey> known = UserDataKey.find(key);
        if (known.isEmpty()) {
            return key.regionMatches(true, 0, "UD_", 0, 3);
        }
        UserDataKey.Scope scope = known.get().scope();
        return !OF_FILES.contains(known.get())
                && (scope == UserDataKey.Scope.BOTH || scope == UserDataKey.Scope.USER_FILE);
    }

    private static void moveSecrets(StoreTransaction tx, SecretOwner owner) {
        Set<SecretKind> own = tx.secretKinds(owner);
        if (own.contains(SecretKind.SERVER_PASSWORD)) {
            // That is the PIN by which the user is logged in, whatever others there are.
            tx.secrets().copy(owner, SecretKind.SERVER_PASSWORD, owner, SecretKind.PIN_ADMINISTRATOR);
            tx.secrets().erase(owner, SecretKind.PIN_PHONE);
            tx.secrets().erase(owner, SecretKind.SERVER_PASSWORD);
        } else if (!own.contains(SecretKind.PIN_ADMINISTRATOR)) {
            SecretKind counts =
                    own.contains(SecretKind.PIN_USER_FILE) ? SecretKind.PIN_USER_FILE : SecretKind.PIN_COMMON_FILE;
            tx.secrets().copy(owner, counts, owner, SecretKind.PIN_ADMINISTRATOR);
        }
        tx.secrets().erase(owner, SecretKind.PIN_USER_FILE);
        tx.secrets().erase(owner, SecretKind.PIN_COMMON_FILE);
        for (SecretKind kind : List.of(SecretKind.KEY_LOCK_PIN, SecretKind.SERVICE_PASSWORD)) {
            if (!own.contains(kind)) {
                tx.secrets().copy(SecretOwner.SYSTEM, kind, owner, kind);
            }
        }
    }
}
