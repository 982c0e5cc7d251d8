package org.dectory.api.fac;

import java.util.List;
import java.util.Map;
import org.dectory.api.store.Actor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The feature access codes: the number, a code for each action, and a code for each alarm trigger. Actions and triggers
 * share one space, in which no code is the beginning of another. Changes apply at once. Thread-safe.
 */
@ProviderType
public interface FacService {

    /** Most alarm triggers. */
    int MAX_TRIGGERS = 100;

    /**
     * The FAC number, which is also the prefix of alarm triggers.
     *
     * @return 1 to 16 of {@code 0-9 * #}; empty if feature access codes are off
     */
    String number();

    /**
     * The actions that are there, and those that are configured but absent.
     *
     * @return the entries, by action
     */
    List<FacEntry> entries();

    /**
     * Changes number and codes. All of it or nothing; it applies before the method returns.
     *
     * @param number the new number; empty switches feature access codes off
     * @param codes for each action its code, empty to switch it off; actions that are not named stay
     * @param actor who changes them
     * @throws FacRejectedException if the codes cannot be told apart, or the number is a user's
     */
    void configure(String number, Map<String, String> codes, Actor actor) throws FacRejectedException;

    /**
     * What is dialled for a code.
     *
     * @param code the code after the number; empty if it is switched off
     * @return number and code; empty if nothing leads there, since the code or all codes are switched off
     */
    default String dialled(String code) {
        return number().isEmpty() || code.isEmpty() ? "" : number() + code;
    }

    /**
     * The alarm triggers that can be dialled after the number.
     *
     * @return for each trigger its code, by name; an empty code if it is switched off
     */
    Map<String, String> triggers();

    /**
     * Replaces the alarm triggers. All of it or nothing; it applies before the method returns.
     *
     * @param triggers for each trigger its code, empty to switch it off; a name is 1 to 64 of {@code 0-9 A-Z a-z . _ -}, and
     *     no two differ in upper and lower case alone; at most {@value #MAX_TRIGGERS}. Triggers that are not named are removed
     * @param actor who changes them
     * @throws FacRejectedException if there are too many, one is malformed, or the codes cannot be told apart
     */
    void configureTriggers(Map<String, String> triggers, Actor actor) throws FacRejectedException;

    /**
     * What an administrator should look at: users' numbers that begin with the FAC number, short codes of critical actions,
     * a configuration that was refused.
     *
     * @return sentences; empty if all is well. They name no code
     */
    List<String> warnings();

    /**
     * One action.
     *
     * @param action its name
     * @param title what it does; the name again if it is absent
     * @param code its code after the number; empty if it is switched off
     * @param rest what follows the code; may be empty
     * @param critical whether a short code would be a danger
     * @param present whether a bundle provides it now
     * @param strength how hard the code is to guess
     */
    record FacEntry(
            String action,
            String title,
            String code,
            String rest,
            boolean critical,
            boolean present,
            Strength strength) {}

    /** How hard the code of a critical action is to guess. */
    enum Strength {
        /** Nothing to rate: the action is not critical, or it is switched off. */
        NONE,
        /** 1 to 3 digits: soon found. */
        WEAK,
        /** 4 or 5 digits: found by somebody with days of time. */
        FAIR,
        /** 6 digits or more. */
        STRONG;

        /**
         * Rates a code.
         *
         * @param critical whether a short code would be a danger
         * @param code the code after the FAC number; empty if the action is switched off
         * @return the rating
         */
        public static Strength of(boolean critical, String code) {
            if (!critical || code.isEmpty()) {
                return NONE;
            }
            if (code.length() < 4) {
                return WEAK;
            }
            return code.length() < 6 ? FAIR : STRONG;
        }
    }
}
