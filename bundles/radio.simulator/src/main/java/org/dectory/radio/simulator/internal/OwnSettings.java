package org.dectory.radio.simulator.internal;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a person sets at a phone. Each method that takes a phone is called with its lock held. */
final class OwnSettings {

    private static final Pattern KEY = Pattern.compile("UD_[A-Za-z0-9_]{1,60}");
    private static final int MAX_VALUE = 256;
    private static final int MAX_LABEL = 64;

    private OwnSettings() {}

    static void requireValid(String key, String value) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "key: " + key.length() + " characters (expected: UD_ and 1 to 60 letters, digits or _)");
        }
        if (value.length() > MAX_VALUE || value.lines().count() > 1) {
            throw new IllegalArgumentException(
                    "value: " + value.length() + " characters (expected: at most 256 on one line)");
        }
    }

    /** Changes a setting and reports it; what the system thinks of it, it says by configuring the phone. */
    static void set(VirtualPhone phone, String key, String value) {
        phone.startAction();
        phone.require(phone.kind().isSystemHandset(), "has no settings that the system knows of");
        phone.requireInReach();
        PhoneMemory memory = phone.memory;
        // What a user sets goes with the user, and forwarding is never the phone's own.
        boolean usersOwn = !memory.userNumber.isEmpty() || key.startsWith("UD_Forward");
        Map<String, String> change = Map.of(key, value);
        Optional<Settings> changed = usersOwn ? memory.settings.withUsers(change) : memory.settings.withOwn(change);
        phone.require(changed.isPresent(), "has no room for more settings");
        changed.ifPresent(memory::settings);
        phone.hasChanged();
        phone.post(() -> phone.world.owners().changed(phone.ipei(), change));
    }

    static void requireLabel(String name, String number) {
        if (name.length() > MAX_LABEL || number.length() > MAX_LABEL) {
            throw new IllegalArgumentException("name, number: too long (expected: at most 64 characters each)");
        }
    }

    static void label(VirtualPhone phone, String name, String number) {
        phone.startAction();
        phone.require(!phone.kind().isSystemHandset(), "has its name and number from the system");
        phone.memory.name = name;
        phone.memory.userNumber = number;
        phone.hasChanged();
    }

    static void silentCharging(VirtualPhone phone, boolean silentCharging) {
        phone.require(phone.kind().isSystemHandset(), "has no silent charging");
        phone.memory.silentCharging = silentCharging;
        phone.hasChanged();
    }

    static void lock(VirtualPhone phone, boolean locked) {
        phone.requireOn();
        phone.require(phone.kind().isSystemHandset(), "has no key lock");
        phone.require(!locked || phone.memory.settings.mayLock(), "may not be locked");
        phone.require(!locked || phone.prompt() == null, "asks for something; press CANCEL first");
        phone.memory.locked = locked;
        phone.hasChanged();
    }
}
