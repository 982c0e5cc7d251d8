package org.dectory.valuekeys.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.StoreView;
import org.dectory.api.valuekeys.ValueKey;
import org.dectory.cfg.encrypted.ValueCipher;

/**
 * The public half of a key pair as the store has it, one state a key: when it was made, a blank, and the key in PEM.
 *
 * @param number counts the keys from 1; the highest is the current one
 * @param created when it was made
 * @param publicKey in PEM
 */
record StoredKey(int number, Instant created, String publicKey) {

    private static final String PREFIX = "valuekeys.key.";

    /** All that there are, the current one first. */
    static List<StoredKey> all(StoreView view) {
        List<StoredKey> keys = new ArrayList<>();
        for (Map.Entry<String, String> state : view.states(PREFIX).entrySet()) {
            parse(state.getKey(), state.getValue()).ifPresent(keys::add);
        }
        keys.sort(Comparator.comparingInt(StoredKey::number).reversed());
        return keys;
    }

    /** What this version does not understand is no key to it, and keeps no other from working. */
    private static Optional<StoredKey> parse(String state, String text) {
        int blank = text.indexOf(' ');
        if (blank < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StoredKey(
                    Integer.parseInt(state.substring(PREFIX.length())),
                    Instant.parse(text.substring(0, blank)),
                    text.substring(blank + 1)));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    String state() {
        return PREFIX + number;
    }

    String text() {
        return created + " " + publicKey;
    }

    /** Who owns the private half. */
    SecretOwner owner() {
        return new SecretOwner(SecretOwner.Type.VALUE_KEY, number);
    }

    /** Computed each time: nothing in the store can say something else. */
    String id() {
        return ValueCipher.keyId(ValueCipher.publicKey(publicKey));
    }

    ValueKey shown(boolean current) {
        return new ValueKey(id(), created, current, publicKey);
    }
}
