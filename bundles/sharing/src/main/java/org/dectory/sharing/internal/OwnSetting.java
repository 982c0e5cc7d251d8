package org.dectory.sharing.internal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dectory.api.radio.PhoneSetting;
import org.dectory.api.userdata.ValueType;

/** The settings that a user may change at the phone, and which values of them make sense. */
enum OwnSetting {
    FORWARD_STATE(PhoneSetting.FORWARD_STATE),
    FORWARD_DESTINATION(PhoneSetting.FORWARD_DESTINATION),
    FORWARD_TIME(PhoneSetting.FORWARD_TIME),
    KEY_LOCK_ENABLE(PhoneSetting.KEY_LOCK_ENABLE),
    KEY_LOCK_TIME(PhoneSetting.KEY_LOCK_TIME),
    LANGUAGE(PhoneSetting.LANGUAGE);

    private static final String NO_FORWARDING = "Off";
    private static final List<String> FORWARD_STATES =
            List.of(NO_FORWARDING, "Busy", "NoAnswer", "BusyNoAnswer", "All");

    /** 0 to 120 seconds. */
    private static final Pattern FORWARD_SECONDS = Pattern.compile("[0-9]{1,2}|1[01][0-9]|120");

    private static final Pattern LANGUAGE_NAME = Pattern.compile("[\\p{L}0-9 ()_-]{1,32}");

    private final String key;

    OwnSetting(String key) {
        this.key = key;
    }

    /** Finds a setting by its key, in any case. */
    static Optional<OwnSetting> find(String key) {
        return List.of(values()).stream()
                .filter(setting -> setting.key.equalsIgnoreCase(key))
                .findFirst();
    }

    /** The key, as phones and layers have it. */
    String key() {
        return key;
    }

    /** Writes a value in its one form; empty if there is no such value. */
    Optional<String> read(String value) {
        return switch (this) {
            case FORWARD_STATE ->
                FORWARD_STATES.stream().filter(value::equalsIgnoreCase).findFirst();
            case FORWARD_DESTINATION -> ofType(ValueType.NUMBER, value);
            case FORWARD_TIME -> Optional.of(value).filter(FORWARD_SECONDS.asMatchPredicate());
            case KEY_LOCK_ENABLE -> ofType(ValueType.BOOL, value);
            case KEY_LOCK_TIME -> ofType(ValueType.KEY_LOCK_SECONDS, value);
            case LANGUAGE -> Optional.of(value).filter(LANGUAGE_NAME.asMatchPredicate());
        };
    }

    /**
     * What is kept when the user takes the setting away: forwarding is then off, even where the user's file has one; of the
     * others nothing is kept, so that file or administrator count again.
     */
    Optional<String> whenTakenAway() {
        return switch (this) {
            case FORWARD_STATE -> Optional.of(NO_FORWARDING);
            case FORWARD_DESTINATION, FORWARD_TIME -> Optional.of("");
            case KEY_LOCK_ENABLE, KEY_LOCK_TIME, LANGUAGE -> Optional.empty();
        };
    }

    private static Optional<String> ofType(ValueType type, String value) {
        try {
            return Optional.of(type.canonical(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
