package org.dectory.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom an appliance trusts now, and whom it ever trusted.
 *
 * <p>New sets must be signed by a release key of the newest list. A set that was accepted earlier goes on to start when its key is
 * withdrawn: an appliance in use must not fall back because of a rotation.
 */
final class Trust {

    private final Optional<KeyList> newest;
    private final Map<String, TrustedKey> releasersEver;

    private Trust(Optional<KeyList> newest, Map<String, TrustedKey> releasersEver) {
        this.newest = newest;
        this.releasersEver = releasersEver;
    }

    /**
     * Trusts what the image says.
     *
     * @param image its list of keys; empty if it has none, and then no update is ever taken
     */
    static Trust of(Optional<KeyList> image) {
        Map<String, TrustedKey> keys = new LinkedHashMap<>();
        image.ifPresent(list -> list.releasers().forEach(key -> keys.put(key.id(), key)));
        return new Trust(image, keys);
    }

    /**
     * Goes on to a newer list.
     *
     * @throws RefusedException if it is not signed as it must be
     */
    Trust rotate(Signed next) throws RefusedException {
        KeyList list;
        try {
            list = KeyList.parse(next.text());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.KEYS_NOT_TRUSTED, String.valueOf(e.getMessage()), e);
        }
        if (newest.isEmpty() || !newest.get().approves(next)) {
            throw new RefusedException(
                    Refusal.KEYS_NOT_TRUSTED, "too few of the known root keys signed list " + list.version());
        }
        if (!list.approves(next)) {
            throw new RefusedException(
                    Refusal.KEYS_NOT_TRUSTED, "too few of its own root keys signed list " + list.version());
        }
        if (list.version() <= version()) {
            throw new RefusedException(
                    Refusal.KEYS_NOT_TRUSTED, "list " + list.version() + " is not newer than list " + version());
        }
        Map<String, TrustedKey> keys = new LinkedHashMap<>(releasersEver);
        list.releasers().forEach(key -> keys.put(key.id(), key));
        return new Trust(Optional.of(list), keys);
    }

    /** The version of the newest list, 0 if there is none. */
    long version() {
        return newest.map(KeyList::version).orElse(0L);
    }

    Collection<TrustedKey> releasers() {
        return newest.map(KeyList::releasers).orElse(List.of());
    }

    /**
     * Says who signed a new set.
     *
     * @return the identities of the trusted keys that signed it, at least one
     * @throws RefusedException if none did
     */
    List<String> signers(Signed set) throws RefusedException {
        if (releasers().isEmpty()) {
            throw new RefusedException(Refusal.NO_TRUSTED_KEYS, "there is no list of keys, or no release key on it");
        }
        List<String> signers = new ArrayList<>();
        set.signers(releasers()).forEach(key -> signers.add(key.id()));
        if (signers.isEmpty()) {
            boolean known = set.claimed().stream().anyMatch(KeyList.ids(releasers())::contains);
            throw new RefusedException(
                    known ? Refusal.BAD_SIGNATURE : Refusal.UNKNOWN_KEY, "signed by " + set.claimed());
        }
        return signers;
    }

    /** Whether a set that was accepted before was really signed by someone who was trusted then. */
    boolean everSigned(Signed set) {
        return !set.signers(releasersEver.values()).isEmpty();
    }
}
