package org.dectory.radio.simulator.internal;

import java.util.List;
import org.dectory.api.identity.HandsetKind;

/** What fits on a phone's display. */
final class Screen {

    /** What a logged-out phone says. */
    static final String LOGIN_PROMPT = "Please login";

    /** What a phone without access rights says. */
    static final String NO_SYSTEM = "No system";

    /** What a phone says whose location registration was not accepted yet. */
    static final String SEARCHING = "Searching";

    private static final int COLUMNS = 24;

    private Screen() {}

    /** Parts text into lines and cuts what does not fit: 6 lines of a 600/700, 4 of others, 24 characters each. */
    static String cut(HandsetKind kind, String text) {
        return String.join(
                "\n",
                text.lines()
                        .limit(kind.isSystemHandset() ? 6 : 4)
                        .map(line -> line.length() > COLUMNS ? line.substring(0, COLUMNS) : line)
                        .toList());
    }

    static List<String> lines(String text) {
        return text.lines().toList();
    }
}
