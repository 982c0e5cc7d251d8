package org.dectory.fac.internal;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.dectory.api.fac.FacRejectedException;

/**
 * The settings of the configuration.
 *
 * @param plan number and codes
 * @param linger how long a call is kept up at its end so that the person sees and hears how it went; zero to end it at once
 */
record FacSettings(FacPlan plan, Duration linger) {

    /** What counts if there is nothing that is right: no codes at all are better than wrong ones. */
    static final FacSettings OFF = new FacSettings(FacPlan.OFF, Duration.ofSeconds(3));

    private static final int MAX_LINGER = 60;

    /**
     * Reads the settings.
     *
     * @param number the FAC number
     * @param lines the codes as {@code Action=code}
     * @param lingerSeconds 0 to 60
     * @throws FacRejectedException if anything is wrong
     */
    static FacSettings of(String number, String[] lines, int lingerSeconds) throws FacRejectedException {
        if (lingerSeconds < 0 || lingerSeconds > MAX_LINGER) {
            throw new FacRejectedException("linger", "The call can be kept up for 0 to " + MAX_LINGER + " seconds.");
        }
        Map<String, String> codes = new TreeMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new FacRejectedException("codes", "Each code must be of the form Action=code.");
            }
            String action = line.substring(0, equals).strip();
            if (codes.put(action, line.substring(equals + 1).strip()) != null) {
                throw new FacRejectedException(action, "There are two codes for one action.");
            }
        }
        return new FacSettings(FacPlan.of(number.strip(), codes), Duration.ofSeconds(lingerSeconds));
    }

    /** The codes as the configuration keeps them. */
    static String[] lines(Map<String, String> codes) {
        return codes.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    FacSettings with(FacPlan changed) {
        return new FacSettings(changed, linger);
    }
}
