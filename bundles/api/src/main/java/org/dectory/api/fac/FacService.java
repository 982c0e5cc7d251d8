package org.dectory.api.fac;

import java.util.List;
import java.util.Map;
import org.dectory.api.store.Actor;
import org.osgi.annotation.versioning.ProviderType;

/** The feature access codes: the number, and a code for each action. Changes apply at once. Thread-safe. */
@ProviderType
public interface FacService {

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
     * One action.
     *
     * @param action its name
     * @param title what it does; the name again if it is absent
     * @param code its code after the number; empty if it is switched off
     * @param rest what follows the code; may be empty
     * @param critical whether a short code would be a danger
     * @param present whether a bundle provides it now
     */
    record FacEntry(String action, String title, String code, String rest, boolean critical, boolean present) {}
}
