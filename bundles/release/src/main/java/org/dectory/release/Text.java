package org.dectory.release;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The form that all our texts have: lines of printable ASCII, each ended by a line feed, with words parted by one blank.
 *
 * <p>Strict, so that a text can be understood in one way only.
 */
final class Text {

    private Text() {}

    /**
     * Cuts a text into lines.
     *
     * @throws IllegalArgumentException if it has not that form
     */
    static List<String> lines(byte[] text) {
        if (text.length == 0 || text[text.length - 1] != '\n') {
            throw new IllegalArgumentException("text: it ends in the middle of a line");
        }
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                lines.add(new String(text, start, i - start, US_ASCII));
                start = i + 1;
            } else if (text[i] < ' ' || text[i] > '~') {
                throw new IllegalArgumentException("text: byte " + text[i] + " (expected: printable ASCII)");
            }
        }
        return lines;
    }

    static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(US_ASCII);
    }

    /** What follows the first word of a line; the first word must be the given one. */
    static String after(String word, String line) {
        if (!line.startsWith(word + " ")) {
            throw new IllegalArgumentException("line: " + line + " (expected: " + word + " ...)");
        }
        return line.substring(word.length() + 1);
    }

    /** A whole number from 0 to 10^15 without sign or leading zero: one way to write each. */
    static long number(String name, String text) {
        if (!text.matches("0|[1-9][0-9]{0,14}")) {
            throw new IllegalArgumentException(name + ": " + text + " (expected: a whole number)");
        }
        return Long.parseLong(text);
    }

    static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + ": " + text + " (expected: such as 2026-01-01T00:00:00Z)", e);
        }
    }
}
