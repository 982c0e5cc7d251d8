package org.dectory.api.settings;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says whether settings would be stored, for those who want to know before they ask ConfigurationAdmin to do it. The same is asked of
 * every change that ConfigurationAdmin is to store, so nobody has to ask here first.
 */
@ProviderType
public interface SettingsJudge {

    /**
     * Judges settings by what their bundle says of them in its metatype, and by every {@link SettingsCheck} for them. What is as it is
     * stored already is not judged, nor what no bundle describes.
     *
     * @param pid the persistent identity
     * @param values all settings that would be stored, by name; with {@code service.factoryPid} if it is one of several
     * @throws SettingsRefusedException if they cannot be used
     */
    void judge(String pid, Map<String, ?> values) throws SettingsRefusedException;
}
