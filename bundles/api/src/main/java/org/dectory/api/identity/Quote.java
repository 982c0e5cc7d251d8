package org.dectory.api.identity;

/** How a refused value is shown in a message that may end in a log or on a page: short and without line breaks. */
final class Quote {

    private static final int MAX_LENGTH = 40;

    private Quote() {}

    /** The value in quotes, cut after 40 characters; all but printable ASCII is shown as a question mark. */
    static String of(String value) {
        String shown = value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) + "..." : value;
        return "'" + shown.replaceAll("[^\\x20-\\x7E]", "?") + "'";
    }
}
