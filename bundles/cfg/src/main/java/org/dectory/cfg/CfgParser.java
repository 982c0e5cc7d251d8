package org.dectory.cfg;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.Secret;
import org.dectory.api.userdata.LegibleText;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.cfg.encrypted.EncryptedValue;

/**
 * Reads user data files: {@code KEY=VALUE} line by line, UTF-8, {@code #} for comments.
 *
 * <p>It never throws for what a file says, and never repeats what may be a secret. Used by one thread, for one file.
 */
public final class CfgParser {

    private static final int LONGEST_UNKNOWN_VALUE = 1024;

    /** Together with the known keys fewer than the store takes in one layer. */
    private static final int MOST_UNKNOWN_KEYS = 500;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private final FileKind kind;
    private final Findings findings = new Findings();
    private final Map<String, String> values = new HashMap<>();
    private final Map<UserDataKey, Secret> secrets = new EnumMap<>(UserDataKey.class);
    private final ValueReader reader;

    /** Secret keys whose values could not be read, and where. */
    private final Map<UserDataKey, Integer> unread = new EnumMap<>(UserDataKey.class);

    /** On which line each key was given last; by key as it is in the result. */
    private final Map<String, Integer> lines = new HashMap<>();

    /** How unknown keys were written, by upper-case key, so that the last of two equal ones wins in any case. */
    private final Map<String, String> unknown = new HashMap<>();

    private boolean anyData;

    private CfgParser(FileKind kind, ValueOpener opener) {
        this.kind = kind;
        this.reader = new ValueReader(opener, findings);
    }

    /**
     * Reads a file.
     *
     * @param content its octets, from position to limit
     * @param kind which sort of file it is
     * @param maxBytes most octets that are accepted
     * @param opener opens encrypted values
     * @return what came of it
     */
    public static CfgResult parse(ByteBuffer content, FileKind kind, int maxBytes, ValueOpener opener) {
        if (content.remaining() > maxBytes) {
            return new CfgResult.Unreadable("The file is larger than " + maxBytes + " bytes");
        }
        String text;
        try {
            text = decoded(content);
        } catch (CharacterCodingException e) {
            return new CfgResult.Unreadable("The file is no text in UTF-8");
        }
        if (text.indexOf('\0') >= 0) {
            return new CfgResult.Unreadable("The file is no text: it has NUL characters");
        }
        return new CfgParser(kind, opener).read(text);
    }

    private static String decoded(ByteBuffer content) throws CharacterCodingException {
        byte[] octets = new byte[content.remaining()];
        content.duplicate().get(octets);
        String text = new String(octets, StandardCharsets.UTF_8);
        // It is there in place of what is no UTF-8, unless it is in the file itself.
        return text.indexOf(REPLACEMENT) < 0
                ? text
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets))
                        .toString();
    }

    private CfgResult read(String text) {
        // Line by line: all lines at once would take many times the room of the file.
        int number = 1;
        int from = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end;
            String line = text.substring(from, next > from && text.charAt(next - 1) == '\r' ? next - 1 : next);
            readLine(number, line);
            from = next + 1;
            number++;
        }
        if (!anyData) {
            return new CfgResult.NoData(findings.kept(), findings.errors());
        }
        unread.forEach((key, line) -> lines.put(key.key(), line));
        return new CfgResult.Data(values, secrets, unread.keySet(), lines, findings.kept(), findings.errors());
    }

    private void readLine(int number, String line) {
        Optional<CfgLine> parsed = CfgLine.parse(line);
        if (parsed.isPresent()) {
            readParts(number, parsed.get());
        } else if (!CfgLine.isBlank(line)) {
            findings.error(number, "not of the form KEY=VALUE");
        }
    }

    private void readParts(int number, CfgLine parts) {
        if (!parts.hasKey()) {
            findings.error(number, "no valid key before the equals sign");
            return;
        }
        if (parts.value().isEmpty()) {
            return; // The same as if the key were absent (CFG-08).
        }
        if (parts.openQuote()) {
            findings.warning(number, parts.key() + ": a double quote is not closed");
        }
        if (parts.cut()) {
            findings.warning(number, parts.key() + ": cut at a #; in double quotes it would be text");
        }
        Optional<UserDataKey> known = UserDataKey.find(parts.key());
        if (known.isPresent()) {
            readKnown(number, known.get(), parts.value());
        } else {
            readUnknown(number, parts.key(), parts.value());
        }
    }

    private void readKnown(int number, UserDataKey key, String value) {
        if (key.scope() == UserDataKey.Scope.ADMINISTRATOR) {
            findings.warning(number, key.key() + ": ignored, administrators set it and no file");
            return;
        }
        if (!kind.accepts(key.scope())) {
            findings.warning(number, key.key() + ": ignored, it counts only in " + kind.titleOfTheOther());
            return;
        }
        if (key.isSecret()) {
            readSecret(number, key, value);
            return;
        }
        Optional<String> canonical = reader.text(number, key, value);
        if (canonical.isPresent()) {
            noteGiven(number, key.key(), key.key());
            anyData = true;
            values.put(key.key(), canonical.get());
        }
    }

    private void readSecret(int number, UserDataKey key, String value) {
        Optional<Secret> secret = reader.secret(number, key, value);
        if (secret.isEmpty()) {
            if (!secrets.containsKey(key)) {
                unread.put(key, number);
            }
            // Nobody but an administrator encrypts a value: this is no page of a server that failed.
            anyData |= EncryptedValue.isMeantBy(value);
            return;
        }
        noteGiven(number, key.key(), key.key());
        anyData = true;
        unread.remove(key);
        Secret before = secrets.put(key, secret.get());
        if (before != null) {
            before.close();
        }
    }

    private void readUnknown(int number, String key, String value) {
        String upper = key.toUpperCase(Locale.ROOT);
        if (value.length() > LONGEST_UNKNOWN_VALUE || !LegibleText.is(value)) {
            findings.error(
                    number,
                    key + ": bad value (expected: at most " + LONGEST_UNKNOWN_VALUE
                            + " characters, no control or format characters)");
            return;
        }
        if (upper.startsWith("UDS_") && kind == FileKind.USER) {
            findings.warning(number, key + ": ignored, it counts only in " + kind.titleOfTheOther());
            return;
        }
        if (unknown.size() >= MOST_UNKNOWN_KEYS && !unknown.containsKey(upper)) {
            findings.error(number, key + ": left out (expected: at most " + MOST_UNKNOWN_KEYS + " unknown keys)");
            return;
        }
        boolean forPhone = upper.startsWith("UD_");
        reader.warnIfEncrypted(number, key, value);
        findings.warning(number, key + (forPhone ? ": unknown key, kept for the phone" : ": unknown key"));
        anyData |= forPhone;
        String written = unknown.getOrDefault(upper, key);
        noteGiven(number, key, written);
        values.remove(written);
        unknown.put(upper, key);
        values.put(key, value);
    }

    private void noteGiven(int number, String key, String writtenBefore) {
        Integer before = lines.remove(writtenBefore);
        if (before != null) {
            findings.warning(number, key + ": given before in line " + before + "; this one counts");
        }
        lines.put(key, number);
    }
}
