package org.dectory.api.settings;

import java.util.Map;

/**
 * Judges settings before they are stored. A bundle offers one if its metatype alone cannot say what it takes: a configuration
 * that reaches the bundle cannot be refused any more, and whoever sent it would not hear of it.
 *
 * <p>Implementations are thread-safe, do not block and ask no other service: they are called while ConfigurationAdmin stores.
 */
public interface SettingsCheck {

    /** The service property: the persistent identity of the settings that it judges. */
    String PID = "settings.pid";

    /**
     * Judges the settings as they would count.
     *
     * @param values all settings that would be stored, by name, of the types of the metatype, or texts
     *     that can be read as these; one that is absent has its default
     * @throws IllegalArgumentException if they cannot be used; the message begins with the name of the wrong one and
     *     says what is expected
     */
    void check(Map<String, ?> values);
}
