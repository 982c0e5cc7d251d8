package org.dectory.cfg;

/**
 * Something that was found in a file. Its text repeats the value of a key that is known and no secret, and no other.
 *
 * @param line the number of the line, from 1
 * @param severity how bad it is
 * @param text what it is, for people
 */
public record Finding(int line, Severity severity, String text) {

    /** How bad a finding is. */
    public enum Severity {
        /** The line does not count. */
        ERROR("error"),
        /** The line counts, or is ignored by rule, and is probably not what was meant. */
        WARNING("warning");

        private final String title;

        Severity(String title) {
            this.title = title;
        }
    }

    /**
     * The finding as a compiler would write it.
     *
     * @return {@code line: error|warning: text}
     */
    @Override
    public String toString() {
        return line + ": " + severity.title + ": " + text;
    }
}
