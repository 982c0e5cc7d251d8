package org.dectory.rest.internal.http;

/** How something that came from outside is shown in an answer: short, and in printable characters. */
final class Shown {

    private static final int MAX_LENGTH = 40;

    private Shown() {}

    static String of(String value) {
        String cut = value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) + "..." : value;
        return "'" + cut.replaceAll("[^\\x20-\\x7E]", "?") + "'";
    }
}
