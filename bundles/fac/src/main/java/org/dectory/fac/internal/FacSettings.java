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
 * @param patience how many wrong codes one phone may dial, and for how long its codes are refused then
 */
record FacSettings(FacPlan plan, Duration linger, Patience patience) {

    /** What counts if there is nothing that is right: no codes at all are better than wrong ones. */
    static final FacSettings OFF = new FacSettings(FacPlan.OFF, Duration.ofSeconds(3), Patience.DEFAULT);

    private static final int MAX_LINGER = 60;

    /**
     * How wrong codes are borne.
     *
     * @param wrongCodes how many within the period are too many; 0 to bear all
     * @param period within which they are counted, and for which the phone's codes are refused then
     */
    record Patience(int wrongCodes, Duration period) {

        static final Patience DEFAULT = new Patience(5, Duration.ofSeconds(60));

        private static final int MAX_WRONG_CODES = 100;
        private static final int MAX_SECONDS = 3600;

        static Patience of(int wrongCodes, int seconds) throws FacRejectedException {
            if (wrongCodes < 0 || wrongCodes > MAX_WRONG_CODES) {
                throw new FacRejectedException(
                        "wrong.codes", "The number of wrong codes must be 0 to " + MAX_WRONG_CODES + ".");
            }
            if (seconds < 1 || seconds > MAX_SECONDS) {
                throw new FacRejectedException(
                        "wrong.seconds", "Codes can be refused for 1 to " + MAX_SECONDS + " seconds.");
            }
            return new Patience(wrongCodes, Duration.ofSeconds(seconds));
        }
    }

    /** Where settings are read from. */
    @FunctionalInterface
    interface Source {

        /**
         * Reads the settings.
         *
         * @throws FacRejectedException if anything is wrong
         */
        FacSettings read() throws FacRejectedException;
    }

    /** Reads the configuration. */
    static FacSettings of(FacConfig config) throws FacRejectedException {
        FacPlan plan = plan(config.number(), config.codes(), config.triggers());
        return of(plan, config.linger_seconds(), Patience.of(config.wrong_codes(), config.wrong_seconds()));
    }

    /** Reads number, and codes and triggers as lines of the form {@code Name=code}. */
    static FacPlan plan(String number, String[] codes, String[] triggers) throws FacRejectedException {
        return FacPlan.of(number.strip(), map("codes", codes), map("triggers", triggers));
    }

    /** Settings with a call that is kept up for 0 to 60 seconds. */
    static FacSettings of(FacPlan plan, int lingerSeconds, Patience patience) throws FacRejectedException {
        if (lingerSeconds < 0 || lingerSeconds > MAX_LINGER) {
            throw new FacRejectedException(
                    "linger.seconds", "The call can be kept up for 0 to " + MAX_LINGER + " seconds.");
        }
        return new FacSettings(plan, Duration.ofSeconds(lingerSeconds), patience);
    }

    private static Map<String, String> map(String field, String[] lines) throws FacRejectedException {
        Map<String, String> codes = new TreeMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new FacRejectedException(field, "Each line of the " + field + " must be of the form Name=code.");
            }
            String name = line.substring(0, equals).strip();
            if (codes.put(name, line.substring(equals + 1).strip()) != null) {
                throw new FacRejectedException(field, "There are two lines for one name in the " + field + ".");
            }
        }
        return codes;
    }

    /** Codes as the configuration keeps them. */
    static String[] lines(Map<String, String> codes) {
        return codes.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    FacSettings with(FacPlan changed) {
        return new FacSettings(changed, linger, patience);
    }
}
