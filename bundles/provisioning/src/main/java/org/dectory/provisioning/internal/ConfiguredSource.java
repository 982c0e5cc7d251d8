package org.dectory.provisioning.internal;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.provisioning.ProvisioningAdministration.Sources;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.settings.SettingsChange;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Keeps the sources in the configuration of this bundle; its other settings stay as they are. */
final class ConfiguredSource implements SourceKeeper {

    /** Any bundle may receive it: a new version of this one beside the old one needs the same. */
    private static final String ANYWHERE = "?";

    private final ConfigurationAdmin configurations;
    private final String pid;

    ConfiguredSource(ConfigurationAdmin configurations, String pid) {
        this.configurations = configurations;
        this.pid = pid;
    }

    @Override
    public void keep(Sources sources) throws IOException {
        SettingsChange.alone(() -> write(sources));
    }

    private void write(Sources sources) throws IOException {
        Configuration configuration = configurations.getConfiguration(pid, ANYWHERE);
        Map<String, Object> properties = new HashMap<>();
        Optional.ofNullable(configuration.getProperties())
                .map(FrameworkUtil::asMap)
                .ifPresent(properties::putAll);
        properties.put("specific", sources.useSpecific());
        put(properties, "", sources.specific());
        put(properties, "central.", sources.central());
        configuration.update(FrameworkUtil.asDictionary(properties));
    }

    private static void put(Map<String, Object> properties, String prefix, Optional<Source> source) {
        properties.put(prefix + "protocol", source.map(Source::protocol).orElse(""));
        properties.put(prefix + "server", source.map(Source::server).orElse(""));
        properties.put(prefix + "port", source.map(Source::port).orElse(0));
        properties.put(prefix + "path", source.map(Source::path).orElse(""));
        properties.put(prefix + "user.name", source.map(Source::userName).orElse(""));
        properties.put(prefix + "trust", TrustText.write(source.flatMap(Source::trust)));
    }
}
