package org.dectory.release;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every bundle of a product in one version: a combination that was tested as a whole. A change of one bundle is a set that differs in
 * one line.
 *
 * <p>As text it has a line {@code dectory-release-set 1}, the headers {@code product}, {@code hardware}, {@code version},
 * {@code platform}, {@code created} and, if it expires, {@code expires}, in this order, then a line {@code bundle ...} for each
 * bundle. The exact bytes are what is signed, and their SHA-256 is the set's name on the appliance.
 *
 * @param product which product it is for
 * @param hardware the kinds of hardware that it runs on, at least one
 * @param version its number, higher than that of every set before it, 1 to 10^15
 * @param platform the version of the launcher's side that it needs, 1 being the first
 * @param created when it was made
 * @param expires from when on it may not be installed any more
 * @param bundles its bundles, in the order in which they are installed
 */
public record ReleaseSet(
        String product,
        Set<String> hardware,
        long version,
        int platform,
        Instant created,
        Optional<Instant> expires,
        List<ReleasedBundle> bundles) {

    static final int MAXIMUM_BUNDLES = 500;

    private static final String FORMAT = "dectory-release-set 1";
    private static final String WORD = "[A-Za-z0-9_.-]{1,64}";

    public ReleaseSet {
        hardware = Set.copyOf(hardware);
        bundles = List.copyOf(bundles);
        check(product.matches(WORD), "product: " + product + " (expected: one word)");
        check(
                !hardware.isEmpty() && hardware.stream().allMatch(kind -> kind.matches(WORD)),
                "hardware: " + hardware + " (expected: words)");
        check(version >= 1, "version: " + version + " (expected: >= 1)");
        check(platform >= 1, "platform: " + platform + " (expected: >= 1)");
        check(
                !bundles.isEmpty() && bundles.size() <= MAXIMUM_BUNDLES,
                "bundles: " + bundles.size() + " (expected: 1 to " + MAXIMUM_BUNDLES + ")");
        Set<String> names = new HashSet<>();
        Set<String> digests = new HashSet<>();
        for (ReleasedBundle bundle : bundles) {
            check(names.add(bundle.symbolicName()), "bundles: " + bundle.symbolicName() + " is there twice");
            check(digests.add(bundle.sha256()), "bundles: the jar of " + bundle + " is there twice");
        }
    }

    /**
     * Reads the text of a set.
     *
     * @throws IllegalArgumentException if it is not of the form above
     */
    public static ReleaseSet parse(byte[] text) {
        Deque<String> rest = new ArrayDeque<>(Text.lines(text));
        check(FORMAT.equals(rest.poll()), "text: it does not begin with " + FORMAT);
        String product = header("product", rest);
        List<String> hardware = List.of(header("hardware", rest).split(" ", -1));
        check(Set.copyOf(hardware).size() == hardware.size(), "hardware: " + hardware + " (expected: each once)");
        long version = Text.number("version", header("version", rest));
        long platform = Text.number("platform", header("platform", rest));
        Instant created = Text.instant("created", header("created", rest));
        Optional<Instant> expires = Optional.empty();
        if (!rest.isEmpty() && rest.element().startsWith("expires ")) {
            expires = Optional.of(Text.instant("expires", header("expires", rest)));
        }
        List<ReleasedBundle> bundles = new ArrayList<>();
        for (String line : rest) {
            bundles.add(ReleasedBundle.parse(Text.after("bundle", line)));
        }
        return new ReleaseSet(
                product,
                new HashSet<>(hardware),
                version,
                (int) Math.min(platform, Integer.MAX_VALUE),
                created,
                expires,
                bundles);
    }

    private static String header(String name, Deque<String> rest) {
        String line = rest.poll();
        if (line == null) {
            throw new IllegalArgumentException("text: " + name + " is missing");
        }
        return Text.after(name, line);
    }

    /** Writes the set as text. */
    public byte[] text() {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT);
        lines.add("product " + product);
        lines.add("hardware " + String.join(" ", hardware.stream().sorted().toList()));
        lines.add("version " + version);
        lines.add("platform " + platform);
        lines.add("created " + created);
        expires.ifPresent(instant -> lines.add("expires " + instant));
        bundles.forEach(bundle -> lines.add("bundle " + bundle.line()));
        return Text.bytes(lines);
    }

    /** The length of all its jars together, in bytes. */
    long length() {
        return bundles.stream().mapToLong(ReleasedBundle::length).sum();
    }

    private static void check(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }
}
