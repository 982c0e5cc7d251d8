package org.dectory.radio.simulator.internal;

import java.util.Map;
import org.dectory.api.identity.Park;
import org.dectory.api.settings.SettingsCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lets no system identity be set that nobody could use: without one there is no radio at all. */
@Component(
        property = SettingsCheck.PID + "=org.dectory.radio.simulator",
        configurationPid = "org.dectory.radio.simulator.check")
public final class ParkCheck implements SettingsCheck {

    /** Needs nothing, so it is there when the radio is not. */
    @Activate
    public ParkCheck() {}

    @Override
    public void check(Map<String, ?> values) {
        if (values.get("park") instanceof String text) {
            requirePark(text);
        }
    }

    private static void requirePark(String text) {
        try {
            Park.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "park (expected: 1F and 8 hexadecimal digits of class B, or 14 decimal digits)", e);
        }
    }
}
