package org.dectory.subscription.internal;

import java.util.Map;
import org.dectory.api.settings.SettingsCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lets no list of algorithms be set with which the settings as a whole would be refused. */
@Component(
        property = SettingsCheck.PID + "=org.dectory.subscription",
        configurationPid = "org.dectory.subscription.check")
public final class AlgorithmsCheck implements SettingsCheck {

    @Activate
    public AlgorithmsCheck() {}

    @Override
    public void check(Map<String, ?> values) {
        if (values.get("algorithms") instanceof String[] names
                && (names.length < 1 || names.length > SubscriptionSettings.MAX_ALGORITHMS)) {
            throw new IllegalArgumentException("algorithms: " + names.length + " (expected: 1 to "
                    + SubscriptionSettings.MAX_ALGORITHMS + " names, such as DSAA2)");
        }
    }
}
