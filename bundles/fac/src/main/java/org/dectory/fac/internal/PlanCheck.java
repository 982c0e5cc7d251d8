package org.dectory.fac.internal;

import java.util.Map;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.settings.SettingsCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lets no number and codes be set that nobody could dial apart, by whatever way: they would not count. */
@Component(property = SettingsCheck.PID + "=" + AdminConfiguration.PID, configurationPid = "org.dectory.fac.check")
public final class PlanCheck implements SettingsCheck {

    /** Needs nothing, so it is there when the codes are not. */
    @Activate
    public PlanCheck() {}

    @Override
    public void check(Map<String, ?> values) {
        String number = values.get("number") instanceof String text ? text : (String) standard("number");
        String[] codes = lines(values, "codes");
        require(number, codes, new String[0], "codes");
        require(number, codes, lines(values, "triggers"), "triggers");
    }

    private static String[] lines(Map<String, ?> values, String name) {
        return values.get(name) instanceof String[] lines ? lines : (String[]) standard(name);
    }

    /** What counts where nothing is set. */
    private static Object standard(String name) {
        try {
            return FacConfig.class.getDeclaredMethod(name).getDefaultValue();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("There is no setting " + name, e);
        }
    }

    private static void require(String number, String[] codes, String[] triggers, String checked) {
        try {
            FacSettings.plan(number, codes, triggers);
        } catch (FacRejectedException e) {
            String setting = e.field().equals("number") ? "number" : checked;
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }
}
