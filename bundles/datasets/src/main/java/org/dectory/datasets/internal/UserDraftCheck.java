package org.dectory.datasets.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.identity.AuthenticationCode;
import org.dectory.api.identity.Secret;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.store.User;
import org.dectory.api.userdata.LegibleText;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.api.userdata.ValueType;
import org.jspecify.annotations.Nullable;

/** What may be written of a draft of a user: its values in canonical form, with the secrets apart. */
final class UserDraftCheck {

    /** Keys that are fields of the record itself, or mean something in a file only, and what to say of them. */
    private static final Map<UserDataKey, String> NOT_HERE = Map.of(
            UserDataKey.NAME, "the name is a field of its own",
            UserDataKey.NUMBER, "the number is a field of its own",
            UserDataKey.PIN, "the PIN is a field of its own",
            UserDataKey.PIN_DEL, "it means something in a user's file only");

    private static final Map<UserDataKey, SecretKind> SECRETS = Map.of(
            UserDataKey.SIP_PASSWORD, SecretKind.SIP_PASSWORD,
            UserDataKey.KEY_LOCK_PIN, SecretKind.KEY_LOCK_PIN,
            UserDataKey.SERVICE_AUTH_PASSWD, SecretKind.SERVICE_PASSWORD);

    private static final int LONGEST_FOR_PHONE = 1024;

    private UserDraftCheck() {}

    /**
     * A draft that passed.
     *
     * @param draft the draft
     * @param values the administrator's layer
     * @param secrets what is to be kept as a secret, or to be erased if empty; a secret that is not named stays
     */
    record Checked(UserDraft draft, Map<String, String> values, Map<SecretKind, Optional<Secret>> secrets) {

        /** The same with another layer. */
        Checked withValues(Map<String, String> others) {
            return new Checked(draft, others, secrets);
        }
    }

    /**
     * Judges a draft by itself.
     *
     * @param kept keys that are not of the catalogue and may stay, since the user has them
     * @throws org.dectory.api.datasets.DataSetException naming the field, if it is refused
     */
    static Checked check(UserDraft draft, Set<String> kept) {
        requireName(draft.name());
        requirePin(draft.pin());
        Map<String, String> values = new TreeMap<>();
        Map<SecretKind, Optional<Secret>> secrets = new EnumMap<>(SecretKind.class);
        Map<UserDataKey, String> seen = new EnumMap<>(UserDataKey.class);
        draft.values().forEach((name, value) -> {
            if (kept.contains(name)) {
                forPhone(name, value).ifPresent(text -> values.put(name, text));
                return;
            }
            UserDataKey key = key(name);
            if (seen.put(key, name) != null) {
                throw Refused.invalid(key.key(), "It is given twice.");
            }
            SecretKind secret = SECRETS.get(key);
            if (secret != null) {
                secrets.put(secret, canonical(key, value).map(Secret::of));
            } else {
                canonical(key, value).ifPresent(text -> values.put(key.key(), text));
            }
        });
        return new Checked(draft, values, secrets);
    }

    private static void requireName(String name) {
        if (name.codePointCount(0, name.length()) > User.MAX_NAME) {
            throw Refused.invalid("name", "A name has at most " + User.MAX_NAME + " characters.");
        }
        if (!LegibleText.is(name)) {
            throw Refused.invalid("name", "A name has no control or format characters.");
        }
    }

    private static void requirePin(Optional<Secret> pin) {
        if (pin.isPresent() && !AuthenticationCode.isValid(pin.get())) {
            throw Refused.invalid("pin", "A PIN is 1 to 8 digits.");
        }
    }

    private static UserDataKey key(String name) {
        UserDataKey key =
                UserDataKey.find(name).orElseThrow(() -> Refused.invalid(shown(name), "There is no such key."));
        @Nullable String elsewhere = NOT_HERE.get(key);
        if (elsewhere != null) {
            throw Refused.invalid(key.key(), "It cannot be set here: " + elsewhere + ".");
        }
        if (key.scope() == UserDataKey.Scope.COMMON_FILE) {
            throw Refused.invalid(key.key(), "It cannot be set here: it counts in the common file only.");
        }
        return key;
    }

    /** The value in its one form; an empty one means that the key is not set. */
    private static Optional<String> canonical(UserDataKey key, String value) {
        String stripped = key.isSecret() ? value : value.strip();
        if (stripped.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(canonical(key.key(), key.type(), stripped));
    }

    /** What nobody but the phone understands is kept as it is, if it is no longer than files may have it. */
    private static Optional<String> forPhone(String name, String value) {
        String stripped = value.strip();
        if (stripped.length() > LONGEST_FOR_PHONE || !LegibleText.is(stripped)) {
            throw Refused.invalid(
                    shown(name),
                    "Expected: at most " + LONGEST_FOR_PHONE + " characters, no control or format characters.");
        }
        return stripped.isEmpty() ? Optional.empty() : Optional.of(stripped);
    }

    private static String canonical(String field, ValueType type, String value) {
        try {
            return type.canonical(value);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid(field, "Expected: " + type.expected() + ".");
        }
    }

    /** A name that nobody knows, fit for a message. */
    private static String shown(String name) {
        String printable = name.replaceAll("[^\\x20-\\x7E]", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40);
    }
}
