package org.dectory.api.identity;

import java.util.regex.Pattern;

/**
 * What people may be called in numbers and login IDs.
 *
 * <p>Such a name becomes part of a file name and of an address on a provisioning server. So there is no separator of
 * either, no way to a folder above, no hidden file, and no character that looks like another.
 */
final class NameRule {

    private static final Pattern NAME = Pattern.compile("(?!\\.)(?!.*\\.\\.)[0-9A-Za-z*#+._-]{1,32}");

    private NameRule() {}

    static void require(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(what + ": " + Quote.of(value) + " (expected: " + expected(value) + ")");
        }
    }

    private static String expected(String value) {
        return value.startsWith(".") || value.contains("..")
                ? "no dot at the beginning, no two dots in a row"
                : "1 to 32 characters of 0-9 A-Z a-z * # + . _ -";
    }
}
