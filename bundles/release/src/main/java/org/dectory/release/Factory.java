package org.dectory.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the image says of itself: which product it is, on which hardware, whom it trusts, and which bundles it has. It is read-only, and
 * trusted as it lies there.
 *
 * @param product which product it is
 * @param hardware the kind of hardware that it runs on
 * @param version the version of the image's own set; only higher ones are updates
 * @param keys whom it trusts; empty if it takes no updates
 * @param bundles the bundles of its own set
 * @param jars where its jars lie, by digest
 */
public record Factory(
        String product,
        String hardware,
        long version,
        Optional<KeyList> keys,
        List<ReleasedBundle> bundles,
        Map<String, Path> jars) {

    /** The version of what sets may expect of this side of the launcher. */
    public static final int PLATFORM = 1;

    public Factory {
        bundles = List.copyOf(bundles);
        jars = Map.copyOf(jars);
    }

    /**
     * Reads {@code release/product}, {@code release/keys.list} and {@code image.list}. The jars are not checked.
     *
     * @param home the image's folder
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if one is malformed
     */
    public static Factory read(Path home) throws IOException {
        Path folder = home.resolve("release");
        List<String> lines = Text.lines(Files.readAllBytes(folder.resolve("product")));
        if (lines.size() != 3) {
            throw new IllegalArgumentException(folder.resolve("product") + " (expected: product, hardware, version)");
        }
        Path keys = folder.resolve("keys.list");
        Optional<KeyList> list =
                Files.exists(keys) ? Optional.of(KeyList.parse(Files.readAllBytes(keys))) : Optional.empty();
        List<ReleasedBundle> bundles = new ArrayList<>();
        Map<String, Path> jars = new HashMap<>();
        for (String line : Files.readAllLines(home.resolve("image.list"))) {
            String[] fields = line.split(" ", 5);
            if (fields.length != 5) {
                throw new IllegalArgumentException("line: " + line + " (expected: five fields)");
            }
            Path jar = home.resolve(fields[4]);
            int startLevel = (int) Math.min(100, Text.number("start level", fields[3]));
            bundles.add(new ReleasedBundle(fields[0], fields[1], fields[2], Files.size(jar), startLevel, false));
            jars.put(fields[2], jar);
        }
        return new Factory(
                Text.after("product", lines.get(0)),
                Text.after("hardware", lines.get(1)),
                Text.number("version", Text.after("version", lines.get(2))),
                list,
                bundles,
                jars);
    }
}
