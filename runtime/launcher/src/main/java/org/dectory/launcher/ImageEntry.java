package org.dectory.launcher;

import java.util.Locale;

/**
 * One bundle of the image: a line of {@code image.list}.
 *
 * @param symbolicName the bundle's symbolic name
 * @param version its version, as its manifest writes it
 * @param sha256 the digest of its jar, in 64 small hexadecimal digits
 * @param startLevel when it starts, 1 being first
 * @param path where the jar lies, from the image's folder
 */
record ImageEntry(String symbolicName, String version, String sha256, int startLevel, String path) {

    /**
     * Reads a line: the five fields in the order above, a blank between them.
     *
     * @throws IllegalArgumentException if it has not that form
     */
    static ImageEntry parse(String line) {
        String[] fields = line.split(" ", 5);
        if (fields.length != 5 || !fields[2].matches("[0-9a-f]{64}") || !fields[3].matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException(
                    "line: " + line + " (expected: symbolic name, version, sha256, start level, path)");
        }
        return new ImageEntry(fields[0], fields[1], fields[2], Integer.parseInt(fields[3]), fields[4]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s", symbolicName, version);
    }
}
