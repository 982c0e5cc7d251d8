package org.dectory.provisioning.internal;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.settings.SettingsChange;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Keeps the source in the configuration of this bundle; its other settings stay as they are. */
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
    public void keep(Optional<Source> source) throws IOException {
        SettingsChange.alone(() -> write(source));
    }

    private void write(Optional<Source> source) throws IOException {
        Configuration configuration = configurations.getConfiguration(pid, ANYWHERE);
        Map<String, Object> properties = new HashMap<>();
        Optional.ofNullable(configuration.getProperties())
                .map(FrameworkUtil::asMap)
                .ifPresent(properties::putAll);
        properties.put("protocol", source.map(Source::protocol).orElse(""));
        properties.put("server", source.map(Source::server).orElse(""));
        properties.put("port", source.map(Source::port).orElse(0));
        properties.put("path", source.map(Source::path).orElse(""));
        properties.put("user.name", source.map(Source::userName).orElse(""));
        configuration.update(FrameworkUtil.asDictionary(properties));
    }
}
