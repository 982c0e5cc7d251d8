package org.dectory.fac.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Number and codes in the configuration of this bundle. */
final class AdminConfiguration implements FacConfiguration {

    static final String PID = "org.dectory.fac";

    /** Any bundle may have it; so a bundle that is put beside its predecessor gets the same. */
    private static final String ANY_LOCATION = "?";

    private final ConfigurationAdmin admin;

    AdminConfiguration(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void write(FacSettings settings) {
        try {
            Configuration configuration = admin.getConfiguration(PID, ANY_LOCATION);
            Dictionary<String, Object> known = configuration.getProperties();
            Map<String, Object> properties =
                    known == null ? new HashMap<>() : new HashMap<>(FrameworkUtil.asMap(known));
            properties.put("number", settings.plan().number());
            properties.put("codes", FacSettings.lines(settings.plan().codes()));
            properties.put("triggers", FacSettings.lines(settings.plan().triggers()));
            properties.put("linger.seconds", Math.toIntExact(settings.linger().toSeconds()));
            properties.put("wrong.codes", settings.patience().wrongCodes());
            properties.put(
                    "wrong.seconds",
                    Math.toIntExact(settings.patience().period().toSeconds()));
            configuration.update(FrameworkUtil.asDictionary(properties));
        } catch (IOException e) {
            throw new UncheckedIOException("The codes could not be stored", e);
        }
    }
}
