package org.dectory.cfg.encrypted;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value as files write it that is encrypted: <code>{rsa:KEYID}BASE64</code>. */
public final class EncryptedValue {

    private static final String BEGINNING = "{rsa:";
    private static final Pattern FORM =
            Pattern.compile("\\{rsa:([0-9a-f]{8})}([A-Za-z0-9+/]{512,1400}={0,2})", Pattern.CASE_INSENSITIVE);

    /** As long as the shortest key. */
    private static final int LEAST = ValueCipher.KEY_BITS / 8;

    private final String keyId;
    private final byte[] octets;

    EncryptedValue(String keyId, byte[] octets) {
        this.keyId = keyId;
        this.octets = octets.clone();
    }

    /**
     * Whether a value is meant to be an encrypted one, be it well formed or not. No value that begins like this is taken
     * literally, for a mistake in it would make a password of what should have been one.
     *
     * @param value the value
     * @return whether it begins like one
     */
    public static boolean isMeantBy(String value) {
        return value.regionMatches(true, 0, BEGINNING, 0, BEGINNING.length());
    }

    /**
     * Takes a value apart.
     *
     * @param value the value
     * @return its parts; empty if it is not of the form, or something is missing so that it is no Base64 or too short
     */
    public static Optional<EncryptedValue> parse(String value) {
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            byte[] octets = Base64.getDecoder().decode(matcher.group(2));
            if (octets.length < LEAST
                    || !Base64.getEncoder().encodeToString(octets).equals(matcher.group(2))) {
                return Optional.empty();
            }
            return Optional.of(new EncryptedValue(matcher.group(1).toLowerCase(Locale.ROOT), octets));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Which key it was encrypted with: 8 hex digits, lower case. */
    public String keyId() {
        return keyId;
    }

    /** What was encrypted; a copy. */
    public byte[] octets() {
        return octets.clone();
    }

    /** The value as files write it. */
    @Override
    public String toString() {
        return BEGINNING + keyId + "}" + Base64.getEncoder().encodeToString(octets);
    }
}
