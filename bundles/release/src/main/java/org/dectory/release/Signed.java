package org.dectory.release;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text and the signatures over its exact bytes, which are kept beside it: a line {@code KEY-ID SIGNATURE-IN-BASE64} each.
 *
 * <p>Texts of different kinds begin with different lines, so that a signature of one can never serve for another.
 */
public final class Signed {

    static final int MAXIMUM_SIGNATURES = 32;

    private final byte[] text;
    private final Map<String, byte[]> signatures;

    private Signed(byte[] text, Map<String, byte[]> signatures) {
        this.text = text;
        this.signatures = signatures;
    }

    /** Signs a text with each of some keys. */
    public static Signed sign(byte[] text, Collection<SigningKey> keys) {
        Map<String, byte[]> signatures = new LinkedHashMap<>();
        keys.forEach(key -> signatures.put(key.trusted().id(), key.sign(text)));
        return new Signed(text.clone(), signatures);
    }

    /**
     * Puts a text and its signatures together; nothing is verified yet.
     *
     * @throws IllegalArgumentException if the signatures are not of the form above
     */
    public static Signed of(byte[] text, byte[] signatures) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (String line : Text.lines(signatures)) {
            String[] words = line.split(" ", -1);
            if (words.length != 2 || !words[0].matches("[0-9a-f]{16}") || found.size() == MAXIMUM_SIGNATURES) {
                throw new IllegalArgumentException("signature: " + line + " (expected: key, signature)");
            }
            found.put(words[0], Base64.getDecoder().decode(words[1]));
        }
        return new Signed(text.clone(), found);
    }

    /** The text. */
    public byte[] text() {
        return text.clone();
    }

    /** The name of the text: its digest. */
    public String id() {
        return Digests.of(text);
    }

    /** The signatures as text. */
    public byte[] signatures() {
        List<String> lines = new ArrayList<>();
        signatures.forEach(
                (id, signature) -> lines.add(id + " " + Base64.getEncoder().encodeToString(signature)));
        return Text.bytes(lines);
    }

    /** Who claims to have signed it. */
    Set<String> claimed() {
        return new TreeSet<>(signatures.keySet());
    }

    /** Those of some keys that really signed it. */
    List<TrustedKey> signers(Collection<TrustedKey> keys) {
        return keys.stream()
                .filter(key -> {
                    byte[] signature = signatures.get(key.id());
                    return signature != null && key.verifies(text, signature);
                })
                .toList();
    }
}
