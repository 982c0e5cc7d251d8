package org.dectory.fetch.http.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One way in which a server asks for a login (RFC 9110, clause 11.3).
 *
 * @param scheme such as {@code digest}, in lower case
 * @param parameters by name in lower case, the values without their quotes
 */
record Challenge(String scheme, Map<String, String> parameters) {

    Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * Reads header fields, which may have several challenges each. What cannot be read ends the reading of its field.
     *
     * @param fields the values of {@code WWW-Authenticate}
     * @return the challenges, in order
     */
    static List<Challenge> read(List<String> fields) {
        List<Challenge> challenges = new ArrayList<>();
        fields.forEach(field -> new Reader(field).read(challenges));
        return challenges;
    }

    /**
     * Reads a list of parameters without a scheme, as {@code Authentication-Info} has it.
     *
     * @param field the header field's value
     * @return the parameters
     */
    static Map<String, String> parameters(String field) {
        List<Challenge> read = new ArrayList<>();
        new Reader("info " + field).read(read);
        return read.isEmpty() ? Map.of() : read.get(0).parameters();
    }

    /** Goes through one field. A comma parts both parameters and challenges: what follows a word tells which of them it is. */
    private static final class Reader {

        private static final String IN_TOKENS = "!#$%&'*+-.^_`|~";

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        void read(List<Challenge> challenges) {
            Map<String, String> parameters = new TreeMap<>();
            for (skip(" \t,"); at < text.length(); skip(" \t,")) {
                String word = token();
                if (word.isEmpty()) {
                    return;
                }
                int end = at;
                skip(" \t");
                if (at < text.length() && text.charAt(at) == '=' && !challenges.isEmpty()) {
                    at++;
                    skip(" \t");
                    Optional<String> value = value();
                    if (value.isEmpty()) {
                        return;
                    }
                    parameters.putIfAbsent(word, value.get());
                } else {
                    at = end;
                    parameters = new TreeMap<>();
                    challenges.add(new Challenge(word, parameters));
                }
            }
        }

        private void skip(String some) {
            while (at < text.length() && some.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private String token() {
            int start = at;
            while (at < text.length() && isInToken(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at).toLowerCase(Locale.ROOT);
        }

        private static boolean isInToken(char each) {
            return each < 0x80 && (Character.isLetterOrDigit(each) || IN_TOKENS.indexOf(each) >= 0);
        }

        private Optional<String> value() {
            if (at < text.length() && text.charAt(at) == '"') {
                return quoted();
            }
            int start = at;
            while (at < text.length() && ", \t\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return Optional.of(text.substring(start, at));
        }

        private Optional<String> quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char each = text.charAt(at);
                if (each == '"') {
                    at++;
                    return Optional.of(value.toString());
                }
                if (each == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            return Optional.empty();
        }
    }
}
