package org.dectory.api.simulator;

import java.util.List;
import java.util.Map;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.Radio;

/**
 * What is to be seen and heard on a simulated phone at one moment.
 *
 * @param ipei its factory identity
 * @param kind what the handset can do
 * @param on whether it is switched on
 * @param subscribed whether it holds a key
 * @param attached whether its location registration was accepted
 * @param call where its call stands
 * @param prompt what it asks its person to type, such as {@code PIN}; empty if nothing
 * @param display the lines of its display
 * @param name the name on it: of a 600/700 as the system set it, of others as their person did; may be empty
 * @param number the number on it, likewise; may be empty
 * @param tones the tones heard in the current or last call, in order
 * @param redial its redial list, the latest first
 * @param messages how many messages it holds; its message icon is on while there are any
 * @param directory how many entries its local phone book holds
 * @param inCharger whether it lies in its charger
 * @param silentCharging whether silent charging is on
 * @param rpn the base station's number
 * @param received how many calls are on its list of received calls
 * @param callers how many callers are on its list of those who called in vain
 * @param forwarding whether its call forwarding icon is on
 * @param locked whether its keys are locked
 * @param encrypted whether its link is encrypted
 * @param settings the settings that the system or its person gave it, by key
 */
public record SimulatedPhone(
        Ipei ipei,
        HandsetKind kind,
        boolean on,
        boolean subscribed,
        boolean attached,
        CallState call,
        String prompt,
        List<String> display,
        String name,
        String number,
        List<Radio.Tone> tones,
        List<String> redial,
        int messages,
        int directory,
        boolean inCharger,
        boolean silentCharging,
        int rpn,
        int received,
        int callers,
        boolean forwarding,
        boolean locked,
        boolean encrypted,
        Map<String, String> settings) {

    /**
     * Copies the lists and the settings.
     *
     * @param ipei its factory identity
     * @param kind what the handset can do
     * @param on whether it is switched on
     * @param subscribed whether it holds a key
     * @param attached whether its location registration was accepted
     * @param call where its call stands
     * @param prompt what it asks its person to type
     * @param display the lines of its display
     * @param name the name on it; may be empty
     * @param number the number on it; may be empty
     * @param tones the tones heard in the current or last call, in order
     * @param redial its redial list, the latest first
     * @param messages how many messages it holds
     * @param directory how many entries its local phone book holds
     * @param inCharger whether it lies in its charger
     * @param silentCharging whether silent charging is on
     * @param rpn the base station's number
     * @param received how many received calls it remembers
     * @param callers how many callers in vain it remembers
     * @param forwarding whether its call forwarding icon is on
     * @param locked whether its keys are locked
     * @param encrypted whether its link is encrypted
     * @param settings its settings, by key
     */
    public SimulatedPhone {
        display = List.copyOf(display);
        tones = List.copyOf(tones);
        redial = List.copyOf(redial);
        settings = Map.copyOf(settings);
    }

    /** Where a phone's call stands. */
    public enum CallState {
        /** On hook. */
        ON_HOOK,
        /** Off hook, nothing dialled yet. */
        OFF_HOOK,
        /** Dialled, and the system has taken the digits; or talking with somebody outside. */
        IN_CALL
    }
}
