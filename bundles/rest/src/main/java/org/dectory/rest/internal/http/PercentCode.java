package org.dectory.rest.internal.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads paths and queries (RFC 3986, section 2.1). What is no UTF-8 is refused rather than guessed. */
final class PercentCode {

    private PercentCode() {}

    /** The decoded segments of a path; a slash at the end counts as an empty segment. */
    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        if (!path.isEmpty()) {
            for (String segment : path.substring(1).split("/", -1)) {
                segments.add(decode("path", segment.replace("+", "%2B")));
            }
        }
        return segments;
    }

    /** The decoded parameters of a query, in order. */
    static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = decode("query", equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(name, pair.substring(equals + 1));
                if (parameters.put(name, value) != null) {
                    throw Problem.invalid(name, "The parameter " + Shown.of(name) + " comes more than once.");
                }
            }
        }
        return parameters;
    }

    private static String decode(String field, String encoded) {
        try {
            String decoded = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            // The decoder puts the replacement character where octets are no UTF-8.
            if (decoded.indexOf('\uFFFD') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the same answer: a percent sign without two digits.
        }
        throw Problem.invalid(field, "The address is not percent-encoded UTF-8.");
    }
}
