package org.dectory.release;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom an appliance trusts: root keys, which only ever sign the next list of keys and lie in a safe, and release keys, which sign
 * release sets.
 *
 * <p>As text it has a line {@code dectory-keys 1}, the headers {@code version} and {@code threshold}, then {@code root KEY} and
 * {@code release KEY} lines. The first list comes with the image; each later one is signed by as many roots of the one before as its
 * threshold says, and by as many of its own.
 *
 * @param version its number, higher than that of every list before it, 1 to 10^15
 * @param threshold how many root keys must sign the next list, 1 to the number of root keys
 * @param roots the root keys
 * @param releasers the release keys; none means that no update is taken
 */
public record KeyList(long version, int threshold, List<TrustedKey> roots, List<TrustedKey> releasers) {

    private static final String FORMAT = "dectory-keys 1";
    private static final int MAXIMUM_KEYS = 32;

    public KeyList {
        roots = List.copyOf(roots);
        releasers = List.copyOf(releasers);
        check(version >= 1, "version: " + version + " (expected: >= 1)");
        check(
                threshold >= 1 && threshold <= roots.size(),
                "threshold: " + threshold + " (expected: 1 to " + roots.size() + ")");
        check(roots.size() + releasers.size() <= MAXIMUM_KEYS, "keys: more than " + MAXIMUM_KEYS);
        Set<String> ids = new HashSet<>();
        roots.forEach(key -> check(ids.add(key.id()), "keys: " + key.id() + " is there twice"));
        releasers.forEach(key -> check(ids.add(key.id()), "keys: " + key.id() + " is there twice"));
    }

    /**
     * Reads the text of a list.
     *
     * @throws IllegalArgumentException if it is not of the form above
     */
    public static KeyList parse(byte[] text) {
        Deque<String> rest = new ArrayDeque<>(Text.lines(text));
        check(rest.size() >= 3 && rest.remove().equals(FORMAT), "text: it does not begin with " + FORMAT);
        long version = Text.number("version", Text.after("version", rest.remove()));
        long threshold = Text.number("threshold", Text.after("threshold", rest.remove()));
        List<TrustedKey> roots = new ArrayList<>();
        List<TrustedKey> releasers = new ArrayList<>();
        for (String line : rest) {
            if (line.startsWith("root ")) {
                roots.add(TrustedKey.parse(Text.after("root", line)));
            } else {
                releasers.add(TrustedKey.parse(Text.after("release", line)));
            }
        }
        return new KeyList(version, (int) Math.min(threshold, Integer.MAX_VALUE), roots, releasers);
    }

    /** Writes the list as text. */
    public byte[] text() {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT);
        lines.add("version " + version);
        lines.add("threshold " + threshold);
        roots.forEach(key -> lines.add("root " + key.text()));
        releasers.forEach(key -> lines.add("release " + key.text()));
        return Text.bytes(lines);
    }

    /** Whether enough roots of this list signed a text. */
    boolean approves(Signed text) {
        return text.signers(roots).size() >= threshold;
    }

    static Set<String> ids(Collection<TrustedKey> keys) {
        Set<String> ids = new HashSet<>();
        keys.forEach(key -> ids.add(key.id()));
        return ids;
    }

    private static void check(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }
}
