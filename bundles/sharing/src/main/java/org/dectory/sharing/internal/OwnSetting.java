package org.dectory.sharing.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.dectory.api.radio.PhoneSetting;
import org.dectory.api.userdata.ValueType;

/** The settings that a user may change at the phone, and which values of them make sense. */
enum OwnSetting {
    FORWARD_STATE(PhoneSetting.FORWARD_STATE, OwnSetting::forwardState, Optional.of("Off")),
    FORWARD_DESTINATION(PhoneSetting.FORWARD_DESTINATION, of(ValueType.NUMBER), Optional.of("")),
    FORWARD_TIME(PhoneSetting.FORWARD_TIME, OwnSetting::seconds, Optional.of("")),
    KEY_LOCK_ENABLE(PhoneSetting.KEY_LOCK_ENABLE, of(ValueType.BOOL), Optional.empty()),
    KEY_LOCK_TIME(PhoneSetting.KEY_LOCK_TIME, of(ValueType.KEY_LOCK_SECONDS), Optional.empty()),
    LANGUAGE(PhoneSetting.LANGUAGE, OwnSetting::language, Optional.empty());

    private static final int MAX_LANGUAGE = 32;

    private final String key;
    private final Function<String, Optional<String>> reader;
    private final Optional<String> removed;

    OwnSetting(String key, Function<String, Optional<String>> reader, Optional<String> removed) {
        this.key = key;
        this.reader = reader;
        this.removed = removed;
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
        return reader.apply(value);
    }

    /**
     * What is kept when the user takes the setting away: forwarding is then off, even where the user's file has one; of the
     * others nothing is kept, so that file or administrator count again.
     */
    Optional<String> whenTakenAway() {
        return removed;
    }

    private static Function<String, Optional<String>> of(ValueType type) {
        return value -> {
            try {
                return Optional.of(type.canonical(value));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        };
    }

    private static Optional<String> forwardState(String value) {
        return List.of("Off", "Busy", "NoAnswer", "BusyNoAnswer", "All").stream()
                .filter(value::equalsIgnoreCase)
                .findFirst();
    }

    /** 0 to 120. */
    private static Optional<String> seconds(String value) {
        return Optional.of(value).filter(Pattern.compile("0|[1-9][0-9]?|1[01][0-9]|120").asMatchPredicate());
    }

    private static Optional<String> language(String value) {
        return of(ValueType.TEXT).apply(value).filter(text -> text.length() <= MAX_LANGUAGE);
    }
}
