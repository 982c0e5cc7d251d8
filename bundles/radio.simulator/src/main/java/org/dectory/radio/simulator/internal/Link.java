package org.dectory.radio.simulator.internal;

import org.dectory.api.identity.Secret;
import org.jspecify.annotations.Nullable;

/** How a phone stands with the system: in reach, known, encrypted. Guarded by its phone's lock. */
final class Link {

    private boolean attached;
    private boolean announced;
    private boolean encrypted;
    private @Nullable Secret cipherKey;

    boolean isAttached() {
        return attached;
    }

    /** Its location registration was accepted. */
    void attach() {
        attached = true;
    }

    /** Out of reach: what the link was is forgotten. */
    void lose() {
        attached = false;
        announced = false;
        encrypted = false;
        cipherKey = null;
    }

    /** Whether the owner of phones has still to be told that this one is there. */
    boolean isToBeAnnounced() {
        return attached && !announced;
    }

    void announced(boolean told) {
        announced = told;
    }

    /** Takes note of the cipher key (DCK) that the phone derived in its last authentication. */
    void cipherKey(Secret derived) {
        cipherKey = derived;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    /** Encrypts the link, if both sides have the same key. */
    boolean encrypt(Secret systems) {
        boolean same = systems.equals(cipherKey);
        encrypted |= same;
        return same;
    }

    void endEncryption() {
        encrypted = false;
    }
}
