package org.dectory.cfg;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dectory.api.identity.Secret;
import org.dectory.api.store.User;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.api.userdata.ValueType;
import org.dectory.cfg.ValueOpener.NotHere;
import org.dectory.cfg.ValueOpener.Opened;
import org.dectory.cfg.ValueOpener.Plain;
import org.dectory.cfg.encrypted.EncryptedValue;

/** Reads the values of keys that are known, and says what is wrong with them. */
final class ValueReader {

    /** How much of a wrong value is repeated. */
    private static final int SHOWN = 40;

    /** Opening one takes tens of milliseconds on a small board: a file of nothing else would keep it busy for half a minute. */
    private static final int MOST_ENCRYPTED = 16;

    private static final String SECRET_KEYS = Arrays.stream(UserDataKey.values())
            .filter(UserDataKey::isSecret)
            .map(UserDataKey::key)
            .collect(Collectors.joining(", "));

    private final ValueOpener opener;
    private final Findings findings;
    private int encrypted;

    ValueReader(ValueOpener opener, Findings findings) {
        this.opener = opener;
        this.findings = findings;
    }

    /** Reads the value of a key that is no secret. */
    Optional<String> text(int line, UserDataKey key, String value) {
        warnIfEncrypted(line, key.key(), value);
        try {
            String canonical = key.type().canonical(value);
            if (key == UserDataKey.NAME && canonical.length() > User.MAX_NAME) {
                findings.warning(line, key.key() + ": cut after " + User.MAX_NAME + " characters");
                return Optional.of(cut(canonical));
            }
            return Optional.of(canonical);
        } catch (IllegalArgumentException e) {
            if (key.type() == ValueType.BOOL) {
                findings.warning(line, key.key() + ": " + shown(value) + " is neither yes nor no, taken as FALSE");
                return Optional.of("FALSE");
            }
            findings.error(line, key.key() + ": bad value " + shown(value) + expected(key));
            return Optional.empty();
        }
    }

    private static String expected(UserDataKey key) {
        return " (expected: " + key.type().expected() + ")";
    }

    /** Some of a value, on one line and in quotes. */
    private static String shown(String value) {
        int length = value.codePointCount(0, value.length());
        String beginning = length > SHOWN ? value.substring(0, value.offsetByCodePoints(0, SHOWN)) + "…" : value;
        return '"' + beginning.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?") + '"';
    }

    /** Never cuts a character of two halves in the middle. */
    private static String cut(String name) {
        int end = Character.isHighSurrogate(name.charAt(User.MAX_NAME - 1)) ? User.MAX_NAME - 1 : User.MAX_NAME;
        return name.substring(0, end).strip();
    }

    /** Says that a value will be taken literally that was perhaps not meant to be. */
    void warnIfEncrypted(int line, String key, String value) {
        if (EncryptedValue.isMeantBy(value)) {
            findings.warning(line, key + ": not decrypted; only these can be encrypted: " + SECRET_KEYS);
        }
    }

    /** Reads the value of a secret key, encrypted or not. */
    Optional<Secret> secret(int line, UserDataKey key, String value) {
        if (EncryptedValue.isMeantBy(value)) {
            return encrypted(line, key, value);
        }
        try {
            return Optional.of(Secret.of(key.type().canonical(value)));
        } catch (IllegalArgumentException e) {
            findings.error(line, key.key() + ": bad value" + expected(key));
            return Optional.empty();
        }
    }

    private Optional<Secret> encrypted(int line, UserDataKey key, String value) {
        Optional<EncryptedValue> parsed = EncryptedValue.parse(value);
        if (parsed.isEmpty()) {
            findings.error(line, key.key() + ": damaged encrypted value (expected: {rsa:KEYID}BASE64)");
            return Optional.empty();
        }
        encrypted++;
        if (encrypted > MOST_ENCRYPTED) {
            findings.error(line, key.key() + ": left out (expected: at most " + MOST_ENCRYPTED + " encrypted values)");
            return Optional.empty();
        }
        Opened opened = opener.open(parsed.get());
        if (opened instanceof NotHere) {
            findings.warning(line, key.key() + ": encrypted, not checked here");
            return Optional.empty();
        }
        Optional<Secret> checked = opened instanceof Plain plain ? checked(key, plain.text()) : Optional.empty();
        if (checked.isEmpty()) {
            // One text for all causes: what differed here would help to decrypt what somebody else encrypted.
            findings.error(
                    line,
                    key.key() + ": encrypted value of no use (expected: "
                            + key.type().expected()
                            + ", encrypted with a key of this appliance; this one names the key "
                            + parsed.get().keyId() + ")");
        }
        return checked;
    }

    private static Optional<Secret> checked(UserDataKey key, Secret opened) {
        char[] chars = {};
        try (opened) {
            chars = opened.chars();
            // Many a tool encrypts the line end, too.
            String text = new String(chars).replaceFirst("\r?\n\\z", "");
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Secret.of(key.type().canonical(text)));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        } finally {
            Arrays.fill(chars, '\0');
        }
    }
}
