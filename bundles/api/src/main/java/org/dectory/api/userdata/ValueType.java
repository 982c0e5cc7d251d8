package org.dectory.api.userdata;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the values of a user data key are, and how they are written. */
public enum ValueType {
    /** {@code TRUE} or {@code FALSE}; {@code YES Y 1 TRUE} and {@code NO N 0 FALSE} in any case are read. */
    BOOL("TRUE or FALSE"),
    /** {@code On}, {@code Off} or {@code Global}: for a system setting. */
    TRI_STATE("On, Off or Global"),
    /** The kind of conference server. */
    CONFERENCE("Off, Global, External, ExternalBlindTransfer or Integrated"),
    /** {@code On} or {@code Off}. */
    ON_OFF("On or Off"),
    /** The kind of conference server of the system. */
    SYSTEM_CONFERENCE("Off, External, ExternalBlindTransfer or Integrated"),
    /** How a user is monitored. */
    MONITORING("Off, Active or Passive"),
    /** {@linkplain LegibleText Legible} text. */
    TEXT("at most 255 characters, no control or format characters"),
    /** A short text that administrators find users by. */
    DESCRIPTION("at most 16 characters, no control or format characters"),
    /** A number or SIP user name. */
    NUMBER("1 to 32 characters of 0-9 A-Z a-z * # + . _ -"),
    /** A PIN. */
    PIN("1 to 8 digits"),
    /** A password without control characters. */
    PASSWORD("at most 255 characters, no control characters"),
    /** Whole hours. */
    HOURS("1 to 8760"),
    /** A profile's number. */
    PROFILE("0 to 20"),
    /** A port, or 0 for none. */
    PORT("0 to 65535"),
    /** Seconds until a phone locks itself. */
    KEY_LOCK_SECONDS("0, 10, 20, 30, 60, 90 or 120");

    private static final Set<String> TRUE = Set.of("yes", "y", "1", "true");
    private static final Set<String> FALSE = Set.of("no", "n", "0", "false");

    private final String expected;

    ValueType(String expected) {
        this.expected = expected;
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
        return read(value).orElseThrow(() -> new IllegalArgumentException("expected: " + expected));
    }

    private Optional<String> read(String value) {
        return switch (this) {
            case BOOL -> bool(value.toLowerCase(Locale.ROOT));
            case TRI_STATE -> oneOf(value, "On", "Off", "Global");
            case CONFERENCE -> oneOf(value, "Off", "Global", "External", "ExternalBlindTransfer", "Integrated");
            case ON_OFF -> oneOf(value, "On", "Off");
            case SYSTEM_CONFERENCE -> oneOf(value, "Off", "External", "ExternalBlindTransfer", "Integrated");
            case MONITORING -> oneOf(value, "Off", "Active", "Passive");
            case TEXT -> text(value, 255);
            case DESCRIPTION -> text(value, 16);
            case PASSWORD -> password(value);
            case NUMBER -> Optional.of(value).filter(ValueType::isNumber);
            case PIN -> isDigits(value, 8) ? Optional.of(value) : Optional.empty();
            case HOURS -> range(value, 1, 8760);
            case PORT -> range(value, 0, 65_535);
            case PROFILE -> range(value, 0, 20);
            case KEY_LOCK_SECONDS -> oneOf(value, "0", "10", "20", "30", "60", "90", "120");
        };
    }

    private static Optional<String> bool(String lower) {
        if (TRUE.contains(lower)) {
            return Optional.of("TRUE");
        }
        return FALSE.contains(lower) ? Optional.of("FALSE") : Optional.empty();
    }

    private static Optional<String> text(String value, int longest) {
        boolean fine = value.codePointCount(0, value.length()) <= longest && LegibleText.is(value);
        return fine ? Optional.of(value) : Optional.empty();
    }

    /** Nobody reads it, and the server it is for may know any character. */
    private static Optional<String> password(String value) {
        boolean fine = value.codePointCount(0, value.length()) <= 255;
        for (int at = 0; at < value.length() && fine; at++) {
            fine = !Character.isISOControl(value.charAt(at));
        }
        return fine ? Optional.of(value) : Optional.empty();
    }

    private static Optional<String> oneOf(String value, String... allowed) {
        for (String each : allowed) {
            if (each.equalsIgnoreCase(value)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Each dot is between two other characters. */
    private static boolean isNumber(String value) {
        boolean dotMayFollow = false;
        for (int at = 0; at < value.length(); at++) {
            char each = value.charAt(at);
            if (each == '.' ? !dotMayFollow : !isOfNumber(each)) {
                return false;
            }
            dotMayFollow = each != '.';
        }
        return dotMayFollow && value.length() <= 32;
    }

    private static boolean isOfNumber(char each) {
        return (each < 128 && Character.isLetterOrDigit(each)) || "*#+_-".indexOf(each) >= 0;
    }

    private static boolean isDigits(String value, int most) {
        boolean digits = !value.isEmpty() && value.length() <= most;
        for (int at = 0; at < value.length() && digits; at++) {
            digits = value.charAt(at) >= '0' && value.charAt(at) <= '9';
        }
        return digits;
    }

    private static Optional<String> range(String value, int least, int most) {
        if (!isDigits(value, 9)) {
            return Optional.empty();
        }
        int number = Integer.parseInt(value);
        return number >= least && number <= most ? Optional.of(Integer.toString(number)) : Optional.empty();
    }
}
