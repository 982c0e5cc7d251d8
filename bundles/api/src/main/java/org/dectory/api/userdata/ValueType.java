package org.dectory.api.userdata;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What the values of a user data key are, and how they are written. */
public enum ValueType {
    /** {@code TRUE} or {@code FALSE}; {@code YES Y 1 TRUE} and {@code NO N 0 FALSE} in any case are read. */
    BOOL("TRUE or FALSE", ValueType::bool),
    /** {@code On}, {@code Off} or {@code Global}: for a system setting. */
    TRI_STATE("On, Off or Global", oneOf("On", "Off", "Global")),
    /** The kind of conference server. */
    CONFERENCE(
            "Off, Global, External, ExternalBlindTransfer or Integrated",
            oneOf("Off", "Global", "External", "ExternalBlindTransfer", "Integrated")),
    /** How a user is monitored. */
    MONITORING("Off, Active or Passive", oneOf("Off", "Active", "Passive")),
    /** Text of at most 255 characters without control characters. */
    TEXT("at most 255 characters, no control characters", ValueType::text),
    /** A number or SIP user name. */
    NUMBER("1 to 32 characters of 0-9 A-Z a-z * # + . _ -", pattern("[0-9A-Za-z*#+_-](\\.?[0-9A-Za-z*#+_-]){0,31}")),
    /** A PIN. */
    PIN("1 to 8 digits", pattern("[0-9]{1,8}")),
    /** A password of at most 255 characters without control characters. */
    PASSWORD("at most 255 characters, no control characters", ValueType::text),
    /** Whole hours. */
    HOURS("1 to 8760", range(1, 8760)),
    /** A profile's number. */
    PROFILE("0 to 20", range(0, 20)),
    /** Seconds until a phone locks itself. */
    KEY_LOCK_SECONDS("0, 10, 20, 30, 60, 90 or 120", oneOf("0", "10", "20", "30", "60", "90", "120"));

    private final String expected;
    private final Function<String, String> canonical;

    ValueType(String expected, UnaryOperator<String> canonical) {
        this.expected = expected;
        this.canonical = canonical;
    }

    /**
     * What is expected, for error messages.
     *
     * @return such as {@code 0 to 20}
     */
    public String expected() {
        return expected;
    }

    /**
     * Checks a value and writes it in its one form.
     *
     * @param value the value as read, without blanks around it
     * @return the canonical value
     * @throws IllegalArgumentException if it is not of this type; the message does not repeat the value
     */
    public String canonical(String value) {
        String canonicalValue = canonical.apply(value);
        if (canonicalValue.equals(REFUSED)) {
            throw new IllegalArgumentException("expected: " + expected);
        }
        return canonicalValue;
    }

    /** No value can be this: it holds a control character. */
    private static final String REFUSED = "\u0000";

    private static final Set<String> TRUE = Set.of("yes", "y", "1", "true");
    private static final Set<String> FALSE = Set.of("no", "n", "0", "false");

    private static String bool(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (TRUE.contains(lower)) {
            return "TRUE";
        }
        return FALSE.contains(lower) ? "FALSE" : REFUSED;
    }

    private static String text(String value) {
        return value.length() <= 255 && value.chars().noneMatch(Character::isISOControl) ? value : REFUSED;
    }

    private static UnaryOperator<String> oneOf(String... allowed) {
        return value -> {
            for (String each : allowed) {
                if (each.equalsIgnoreCase(value)) {
                    return each;
                }
            }
            return REFUSED;
        };
    }

    private static UnaryOperator<String> pattern(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return value -> value.length() <= 32 && pattern.matcher(value).matches() ? value : REFUSED;
    }

    private static UnaryOperator<String> range(int least, int most) {
        return value -> {
            if (!value.matches("[0-9]{1,9}")) {
                return REFUSED;
            }
            int number = Integer.parseInt(value);
            return number >= least && number <= most ? Integer.toString(number) : REFUSED;
        };
    }
}
