package org.dectory.api.userdata;

import java.util.EnumMap;
import java.util.Map;
import org.dectory.api.store.StoreView;

/**
 * The settings of the whole system as they are now.
 *
 * <p>Whoever keeps what follows from them hears of a change from the change feed: a state whose key begins with
 * {@link #STATES}.
 */
public final class SystemData {

    /** What the keys of the states begin with in which the store keeps the settings; the name of the {@link SystemKey} follows. */
    public static final String STATES = "datasets.system.";

    private final Map<SystemKey, String> set = new EnumMap<>(SystemKey.class);

    /**
     * Takes settings.
     *
     * @param set those that are set, in canonical form; the others have their defaults
     */
    public SystemData(Map<SystemKey, String> set) {
        this.set.putAll(set);
    }

    /**
     * Reads the settings.
     *
     * @param view the data
     * @return the settings
     */
    public static SystemData of(StoreView view) {
        Map<String, String> states = view.states(STATES);
        Map<SystemKey, String> set = new EnumMap<>(SystemKey.class);
        for (SystemKey key : SystemKey.values()) {
            String value = states.get(STATES + key.name());
            if (value != null) {
                set.put(key, value);
            }
        }
        return new SystemData(set);
    }

    /**
     * The value that counts.
     *
     * @param key the key
     * @return what is set, else the default
     */
    public String text(SystemKey key) {
        return set.getOrDefault(key, key.defaultValue());
    }

    /**
     * The value of a key that is on or off.
     *
     * @param key the key
     * @return whether it is on
     */
    public boolean isOn(SystemKey key) {
        return text(key).equals("On");
    }

    /**
     * Whether somebody set it.
     *
     * @param key the key
     * @return false if the default counts
     */
    public boolean isSet(SystemKey key) {
        return set.containsKey(key);
    }

    /**
     * All settings.
     *
     * @return every key with the value that counts
     */
    public Map<SystemKey, String> values() {
        Map<SystemKey, String> all = new EnumMap<>(SystemKey.class);
        for (SystemKey key : SystemKey.values()) {
            all.put(key, text(key));
        }
        return all;
    }
}
