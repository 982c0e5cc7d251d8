package org.dectory.fac.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.dectory.api.settings.SettingsChange;
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
        Map<String, Object> all = plan(settings);
        all.put("linger.seconds", Math.toIntExact(settings.linger().toSeconds()));
        all.put("wrong.codes", settings.patience().wrongCodes());
        all.put("wrong.seconds", Math.toIntExact(settings.patience().period().toSeconds()));
        update(all);
    }

    @Override
    public void writePlan(FacSettings settings) {
        update(plan(settings));
    }

    private static Map<String, Object> plan(FacSettings settings) {
        Map<String, Object> values = new HashMap<>();
        values.put("number", settings.plan().number());
        values.put("codes", FacSettings.lines(settings.plan().codes()));
        values.put("triggers", FacSettings.lines(settings.plan().triggers()));
        return values;
    }

    private void update(Map<String, Object> values) {
        try {
            SettingsChange.alone(() -> merge(values));
        } catch (IOException e) {
            throw new UncheckedIOException("The codes could not be stored", e);
        }
    }

    private void merge(Map<String, Object> values) throws IOException {
        Configuration configuration = admin.getConfiguration(PID, ANY_LOCATION);
        Dictionary<String, Object> known = configuration.getProperties();
        Map<String, Object> properties = known == null ? new HashMap<>() : new HashMap<>(FrameworkUtil.asMap(known));
        properties.putAll(values);
        configuration.update(FrameworkUtil.asDictionary(properties));
    }
}
