package org.dectory.radio.simulator.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.radio.PhoneSetting;

/**
 * The settings of a phone: its own, and over them those of its user, which go with the user.
 *
 * <p>Thousands of phones have none, and share {@link #NONE}.
 *
 * @param own what was set while the phone was nobody's
 * @param users what the system gave for the user, and what the user changed
 */
record Settings(Map<String, String> own, Map<String, String> users) {

    static final Settings NONE = new Settings(Map.of(), Map.of());

    /** More settings than these do not fit into a phone. */
    private static final int MAX_SETTINGS = 100;

    private static final String OWN = "setting.";
    private static final String USERS = "userSetting.";

    /** With changes of the phone's own; an empty value takes one away. Empty if there is no room. */
    Optional<Settings> withOwn(Map<String, String> changes) {
        return changed(own, changes).map(changed -> new Settings(changed, users));
    }

    /** With changes of the user's; an empty value takes one away. Empty if there is no room. */
    Optional<Settings> withUsers(Map<String, String> changes) {
        return changed(users, changes).map(changed -> new Settings(own, changed));
    }

    private static Optional<Map<String, String>> changed(Map<String, String> before, Map<String, String> changes) {
        Map<String, String> after = new HashMap<>(before);
        after.putAll(changes);
        after.values().removeIf(String::isEmpty);
        return after.size() > MAX_SETTINGS ? Optional.empty() : Optional.of(Map.copyOf(after));
    }

    Settings withoutUser() {
        return own.isEmpty() ? NONE : new Settings(own, Map.of());
    }

    /** What counts. */
    Map<String, String> effective() {
        if (own.isEmpty()) {
            return users;
        }
        Map<String, String> merged = new HashMap<>(own);
        merged.putAll(users);
        return Map.copyOf(merged);
    }

    /** Whether calls of the user are forwarded. */
    boolean isForwarding() {
        return !users.getOrDefault(PhoneSetting.FORWARD_STATE, "Off").equalsIgnoreCase("Off");
    }

    /** Whether the keys can be locked. */
    boolean mayLock() {
        return effective().getOrDefault(PhoneSetting.KEY_LOCK_ENABLE, "TRUE").matches("(?i)yes|y|1|true");
    }

    /** As facts of a {@link PhoneMemory}. */
    Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>();
        own.forEach((key, value) -> facts.put(OWN + key, value));
        users.forEach((key, value) -> facts.put(USERS + key, value));
        return facts;
    }

    /** Reads what {@link #facts} gave. */
    static Settings ofFacts(Map<String, String> facts) {
        Settings read = new Settings(withPrefix(OWN, facts), withPrefix(USERS, facts));
        return read.equals(NONE) ? NONE : read;
    }

    /** Phones share the text of their settings, since most have the same. */
    private static Map<String, String> withPrefix(String prefix, Map<String, String> facts) {
        Map<String, String> settings = new HashMap<>();
        facts.forEach((fact, value) -> {
            if (fact.startsWith(prefix)) {
                settings.put(fact.substring(prefix.length()).intern(), value.intern());
            }
        });
        return Map.copyOf(settings);
    }
}
