package org.dectory.api.auth;

import java.util.Optional;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;

/**
 * One attempt to prove something. The caller keeps it with the current {@link Step} and hands both back with the answer.
 *
 * @param purpose what is to be proved
 * @param phone the phone
 * @param kind what the handset can do
 * @param login what the person dialled to name the user, such as {@code 1012}; empty if nobody is named
 * @param uak the phone's key
 * @param pin the user's PIN; empty if it is not known here or not asked for
 */
public record Attempt(
        Purpose purpose, Ipei phone, HandsetKind kind, Optional<String> login, Secret uak, Optional<Secret> pin) {

    /** What is to be proved. */
    public enum Purpose {
        /** The phone is the one that was given the key: authentication of the portable part. */
        PHONE,
        /** The person is the user who is to be logged in. */
        LOGIN,
        /** The person is the user who is to be logged out. */
        LOGOUT,
        /** The person is the user whose PIN is to be changed. */
        PIN_CHANGE
    }
}
