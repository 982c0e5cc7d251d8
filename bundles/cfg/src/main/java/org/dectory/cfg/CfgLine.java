package org.dectory.cfg;

import java.util.Optional;

/**
 * One line, taken apart: {@code KEY = value # comment}.
 *
 * <p>A {@code #} between two double quotes is text (our extension: the files we were made for know no quotes). Quotes around
 * the whole value are taken away; a quote that is never closed is an ordinary character, as it is in those files.
 *
 * @param key what is left of the equals sign, without blanks around it
 * @param value what is right of it; empty if there is nothing
 * @param openQuote whether a double quote is never closed
 * @param cut whether a comment follows the value without a blank, so that somebody may have meant the hash
 */
record CfgLine(String key, String value, boolean openQuote, boolean cut) {

    private static final int LONGEST_KEY = 64;

    /** What a line that is blank or a comment gives. */
    static boolean isBlank(String line) {
        return withoutComment(line).isBlank();
    }

    /**
     * Takes a line apart.
     *
     * @param line the line without its end
     * @return its parts; empty if there is no equals sign
     */
    static Optional<CfgLine> parse(String line) {
        String content = withoutComment(line);
        int equals = content.indexOf('=');
        if (equals < 0) {
            return Optional.empty();
        }
        String key = content.substring(0, equals).strip();
        String value = content.substring(equals + 1).strip();
        boolean cut = !value.isEmpty()
                && content.length() < line.length()
                && content.stripTrailing().equals(content);
        return Optional.of(new CfgLine(key, unquoted(value), hasOpenQuote(value), cut));
    }

    private static String withoutComment(String line) {
        int at = line.indexOf('#') < 0 ? line.length() : 0;
        while (at < line.length()) {
            char each = line.charAt(at);
            if (each == '#') {
                return line.substring(0, at);
            }
            int close = each == '"' ? line.indexOf('"', at + 1) : -1;
            at = close < 0 ? at + 1 : close + 1;
        }
        return line;
    }

    private static boolean hasOpenQuote(String value) {
        boolean open = false;
        for (int at = value.indexOf('"'); at >= 0; at = value.indexOf('"', at + 1)) {
            open = !open;
        }
        return open;
    }

    /** Whether the key may be one: a letter, and then letters, digits and {@code _ . -}, all of ASCII. */
    boolean hasKey() {
        boolean fine = !key.isEmpty() && key.length() <= LONGEST_KEY && Character.isLetter(key.charAt(0));
        for (int at = 0; at < key.length() && fine; at++) {
            char each = key.charAt(at);
            fine = (each < 128 && Character.isLetterOrDigit(each)) || "_.-".indexOf(each) >= 0;
        }
        return fine;
    }

    private static String unquoted(String value) {
        boolean whole = value.length() >= 2 && value.startsWith("\"") && value.indexOf('"', 1) == value.length() - 1;
        return whole ? value.substring(1, value.length() - 1) : value;
    }
}
