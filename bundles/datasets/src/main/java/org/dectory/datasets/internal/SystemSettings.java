package org.dectory.datasets.internal;

import java.util.EnumMap;
import java.util.Map;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;

/** Changes the settings of the whole system, all that are named or none. */
final class SystemSettings {

    private SystemSettings() {}

    /** The values in their one form; a refusal names the key. */
    static Map<SystemKey, String> check(Map<SystemKey, String> values) {
        Map<SystemKey, String> checked = new EnumMap<>(SystemKey.class);
        values.forEach((key, value) -> checked.put(key, canonical(key, value.strip())));
        return checked;
    }

    private static String canonical(SystemKey key, String value) {
        try {
            return value.isEmpty() ? "" : key.type().canonical(value);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid(key.key(), "Expected: " + key.type().expected() + ".");
        }
    }

    static SystemData change(StoreTransaction tx, Map<SystemKey, String> checked) {
        checked.forEach((key, value) -> {
            String state = SystemData.STATES + key.name();
            if (value.isEmpty()) {
                tx.removeState(state);
            } else {
                tx.putState(state, value);
            }
        });
        SystemData after = SystemData.of(tx);
        boolean external = after.text(SystemKey.CONFERENCE_SERVER_TYPE).startsWith("External");
        if (external && after.text(SystemKey.CONFERENCE_SERVER_URI).isEmpty()) {
            throw Refused.invalid(
                    SystemKey.CONFERENCE_SERVER_URI.key(), "An external conference server needs an address.");
        }
        return after;
    }
}
