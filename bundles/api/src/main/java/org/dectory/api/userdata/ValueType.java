package org.dectory.api.userdata;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
    private static final Pattern NUMBER_FORM = Pattern.compile("[0-9A-Za-z*#+_-](\\.?[0-9A-Za-z*#+_-]){0,31}");
    private static final Pattern PIN_FORM = Pattern.compile("[0-9]{1,8}");
    private static final Pattern COUNT_FORM = Pattern.compile("[0-9]{1,9}");

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
            case NUMBER -> value.length() <= 32 ? matching(value, NUMBER_FORM) : Optional.empty();
            case PIN -> matching(value, PIN_FORM);
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
        boolean fine =
                value.codePointCount(0, value.length()) <= 255 && value.chars().noneMatch(Character::isISOControl);
        return fine ? Optional.of(value) : Optional.empty();
    }

    private static Optional<String> oneOf(String value, String... allowed) {
        return List.of(allowed).stream()
                .filter(each -> each.equalsIgnoreCase(value))
                .findFirst();
    }

    private static Optional<String> matching(String value, Pattern form) {
        return form.matcher(value).matches() ? Optional.of(value) : Optional.empty();
    }

    private static Optional<String> range(String value, int least, int most) {
        if (!COUNT_FORM.matcher(value).matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(value);
        return number >= least && number <= most ? Optional.of(Integer.toString(number)) : Optional.empty();
    }
}
