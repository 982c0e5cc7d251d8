package org.dectory.configstore.internal;

import java.util.Map;
import org.dectory.api.settings.SettingsRefusedException;

/** Says whether settings may be stored. It is asked under ConfigurationAdmin's lock, so it waits for nobody. */
@FunctionalInterface
interface Judge {

    /**
     * Judges settings.
     *
     * @param pid the persistent identity
     * @param wanted all values that would be stored
     * @param known the values that are stored now; none if there are no such settings
     * @throws SettingsRefusedException if what would change cannot be used
     */
    void judge(String pid, Map<String, Object> wanted, Map<String, Object> known) throws SettingsRefusedException;
}
