package org.dectory.api.settings;

import java.io.IOException;

/**
 * Settings cannot be used, and are not stored. ConfigurationAdmin fails with it, whoever sets them. The message says which is wrong and
 * what is expected, for people; it does not repeat the value.
 */
public final class SettingsRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String setting;

    /**
     * Says what is refused and why.
     *
     * @param setting the name of the wrong setting
     * @param message why, for people
     */
    public SettingsRefusedException(String setting, String message) {
        super(message);
        this.setting = setting;
    }

    /**
     * The wrong setting.
     *
     * @return its name
     */
    public String setting() {
        return setting;
    }
}
