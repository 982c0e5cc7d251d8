package org.dectory.api.identity;

/**
 * What people may be called in numbers and login IDs.
 *
 * <p>Such a name becomes part of a file name and of an address on a provisioning server. So there is no separator of
 * either, no way to a folder above, no hidden file, and no character that looks like another.
 */
final class NameRule {

    private static final int LONGEST = 32;

    private NameRule() {}

    static void require(String what, String value) {
        if (value.isEmpty() || value.length() > LONGEST || hasBadDots(value) || !isOfName(value)) {
            throw new IllegalArgumentException(what + ": " + Quote.of(value) + " (expected: " + expected(value) + ")");
        }
    }

    private static boolean hasBadDots(String value) {
        return value.startsWith(".") || value.contains("..");
    }

    private static boolean isOfName(String value) {
        boolean all = true;
        for (int at = 0; at < value.length() && all; at++) {
            char each = value.charAt(at);
            all = (each < 128 && Character.isLetterOrDigit(each)) || "*#+._-".indexOf(each) >= 0;
        }
        return all;
    }

    private static String expected(String value) {
        return hasBadDots(value)
                ? "no dot at the beginning, no two dots in a row"
                : "1 to 32 characters of 0-9 A-Z a-z * # + . _ -";
    }
}
