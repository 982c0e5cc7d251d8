package org.dectory.api.fieldupdate;

import java.util.Optional;

/**
 * What an update changes of a setting: that it comes, that it goes, or that it has another value where nobody set one. What
 * somebody set stays as it is.
 *
 * @param pid the configuration to which it belongs
 * @param setting its name there
 * @param before its value now unless somebody set another; empty if there is no such setting now
 * @param after its value then unless somebody set another; empty if there is no such setting then
 */
public record SettingChange(String pid, String setting, Optional<String> before, Optional<String> after) {

    /**
     * The change for people.
     *
     * @return such as {@code org.dectory.fetch.http connections: 32 -> 64}
     */
    @Override
    public String toString() {
        return pid + " " + setting + ": " + before.orElse("(new)") + " -> " + after.orElse("(gone)");
    }
}
