package org.dectory.itests.traceability;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tags of one test source file. Tags that stand before a type count for the type as a whole.
 *
 * @param found each tag with what it stands before
 */
record Citations(List<Citation> found) {

    /** A tag, a type's or a method's name; tags of anything else are ordinary text to this reader. */
    private static final Pattern TOKEN = Pattern.compile("@Tag\\(\\s*\"([^\"]+)\"\\s*\\)"
            + "|\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)"
            + "|\\b(?:void|[A-Z][\\w.<>\\[\\], ?]*)\\s+([a-z]\\w*)\\s*\\(");

    /** Comments and text blocks hold no tags. */
    private static final Pattern IGNORED = Pattern.compile("(?s)/\\*.*?\\*/|\"\"\".*?\"\"\"|(?m)//[^\"\\n]*$");

    /**
     * A tag and what it stands before.
     *
     * @param tag the text of the tag
     * @param test class, or class and method
     */
    record Citation(String tag, String test) {}

    Citations {
        found = List.copyOf(found);
    }

    static Citations of(String source) {
        List<Citation> found = new ArrayList<>();
        List<String> open = new ArrayList<>();
        String type = "";
        Matcher matcher = TOKEN.matcher(IGNORED.matcher(source).replaceAll(""));
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                open.add(matcher.group(1));
                continue;
            }
            String name = matcher.group(2) == null ? type + "." + matcher.group(3) : matcher.group(2);
            if (matcher.group(2) != null) {
                type = name;
            }
            open.forEach(tag -> found.add(new Citation(tag, name)));
            open.clear();
        }
        open.forEach(tag -> found.add(new Citation(tag, "?")));
        return new Citations(found);
    }
}
