package org.dectory.userstore.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Keys and values as one text, a line for each in the order of the keys, so that equal maps give equal texts. */
final class LayerText {

    private LayerText() {}

    static String write(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(values).forEach((key, value) -> {
            escape(key, text);
            text.append('=');
            escape(value, text);
            text.append('\n');
        });
        return text.toString();
    }

    private static void escape(String plain, StringBuilder text) {
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '=' -> text.append("\\e");
                case '\n' -> text.append("\\n");
                case '\0' -> text.append("\\0");
                default -> text.append(c);
            }
        }
    }

    static Map<String, String> read(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder part = new StringBuilder();
        String key = "";
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> part.append(unescape(text.charAt(++i)));
                case '=' -> {
                    key = part.toString();
                    part.setLength(0);
                }
                case '\n' -> {
                    values.put(key, part.toString());
                    part.setLength(0);
                }
                default -> part.append(c);
            }
        }
        return Collections.unmodifiableMap(values);
    }

    private static char unescape(char sign) {
        return switch (sign) {
            case 'e' -> '=';
            case 'n' -> '\n';
            case '0' -> '\0';
            default -> sign;
        };
    }
}
