package org.dectory.webconsole.internal;

import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.webconsole.spi.ConfigurationHandler;
import org.apache.felix.webconsole.spi.ValidationException;
import org.dectory.api.settings.SettingsJudge;
import org.dectory.api.settings.SettingsRefusedException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets the console's page of configurations say why settings are refused. The store would refuse them without this, but the page could
 * only show that something failed.
 */
@Component(service = ConfigurationHandler.class, configurationPid = "org.dectory.webconsole.configurations")
public final class ConfigurationPageJudge implements ConfigurationHandler {

    /** OSGi Compendium, Configuration Admin, "Factory PID". */
    private static final String FACTORY_PID = "service.factoryPid";

    private final SettingsJudge judge;

    @Activate
    public ConfigurationPageJudge(@Reference SettingsJudge judge) {
        this.judge = judge;
    }

    @Override
    public void updateConfiguration(@Nullable String factoryPid, String pid, Dictionary<String, Object> properties)
            throws ValidationException {
        Map<String, Object> values = new HashMap<>();
        Collections.list(properties.keys()).forEach(key -> values.put(key, properties.get(key)));
        if (factoryPid != null) {
            values.put(FACTORY_PID, factoryPid);
        }
        try {
            judge.judge(pid, values);
        } catch (SettingsRefusedException e) {
            throw new ValidationException(e.getMessage());
        }
    }

    @Override
    public void createConfiguration(String pid) {
        // Nothing is set with it.
    }

    @Override
    public void createFactoryConfiguration(String factoryPid, @Nullable String pid) {
        // Nothing is set with it.
    }

    @Override
    public void deleteConfiguration(@Nullable String factoryPid, String pid) {
        // The factory's values and defaults are sound.
    }
}
