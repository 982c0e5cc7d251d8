package org.dectory.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One bundle of a release set.
 *
 * @param symbolicName its symbolic name
 * @param version its version, as a framework writes it
 * @param sha256 the digest of its jar, in 64 small hexadecimal digits
 * @param length the length of its jar in bytes, 1 to {@link #MAXIMUM_LENGTH}
 * @param startLevel when it starts, 1 to 99, 1 being first
 * @param inPlace whether it owns something that there is once only (a port, a line), so that its successor cannot run beside it
 */
public record ReleasedBundle(
        String symbolicName, String version, String sha256, long length, int startLevel, boolean inPlace) {

    /** The longest jar that an update may bring, in bytes. */
    public static final long MAXIMUM_LENGTH = 64L * 1024 * 1024;

    private static final String IN_PLACE = "swap=in-place";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){2}(\\.[A-Za-z0-9_-]{1,100})?");

    public ReleasedBundle {
        check(NAME.matcher(symbolicName).matches(), "symbolic name", symbolicName, "letters, digits, . _ -");
        check(VERSION.matcher(version).matches(), "version", version, "three numbers and a qualifier");
        check(Digests.FORM.matcher(sha256).matches(), "sha256", sha256, "64 small hexadecimal digits");
        check(length >= 1 && length <= MAXIMUM_LENGTH, "length", length, "1 to " + MAXIMUM_LENGTH);
        check(startLevel >= 1 && startLevel <= 99, "start level", startLevel, "1 to 99");
    }

    /**
     * The bundle that a jar is.
     *
     * @param jar the jar
     * @param startLevel when it is to start, 1 to 99
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no bundle, or too large
     */
    public static ReleasedBundle of(Path jar, int startLevel) throws IOException {
        return BundleManifest.read(jar, startLevel);
    }

    /**
     * Reads a line: the fields in the order above, a blank between them.
     *
     * @throws IllegalArgumentException if it has not that form
     */
    static ReleasedBundle parse(String line) {
        String[] fields = line.split(" ", -1);
        boolean inPlace = fields.length == 6 && fields[5].equals(IN_PLACE);
        check(fields.length == 5 || inPlace, "line", line, "name, version, sha256, length, start level");
        return new ReleasedBundle(
                fields[0],
                fields[1],
                fields[2],
                Text.number("length", fields[3]),
                (int) Math.min(100, Text.number("start level", fields[4])),
                inPlace);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%s %s %s %d %d%s",
                symbolicName,
                version,
                sha256,
                length,
                startLevel,
                inPlace ? " " + IN_PLACE : "");
    }

    /** Whether it is the same bundle in the same version. */
    public boolean sameVersion(ReleasedBundle other) {
        return symbolicName.equals(other.symbolicName) && version.equals(other.version);
    }

    private static void check(boolean right, String name, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    /** Its name and version. */
    @Override
    public String toString() {
        return symbolicName + " " + version;
    }
}
