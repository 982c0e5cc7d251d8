package org.dectory.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.AccessRightsHandler;
import org.dectory.api.radio.CallHandler;
import org.dectory.api.radio.EmergencyHandler;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.radio.Radio;

/** A driver on the bench of the {@link RadioContract}, with phones, people and owners around it. */
public interface RadioBench extends AutoCloseable {

    /**
     * The driver.
     *
     * @return the driver, the same with each call
     */
    Radio radio();

    /**
     * Says who owns access rights and location.
     *
     * @param owner the owner; empty if nobody is there
     */
    void accessRights(Optional<AccessRightsHandler> owner);

    /**
     * Says who owns calls.
     *
     * @param owner the owner; empty if nobody is there
     */
    void calls(Optional<CallHandler> owner);

    /**
     * Says who owns hook, keys and charger.
     *
     * @param owner the owner; empty if nobody is there
     */
    void phones(Optional<PhoneHandler> owner);

    /**
     * Says who owns emergencies.
     *
     * @param owner the owner; empty if nobody is there
     */
    void emergencies(Optional<EmergencyHandler> owner);

    /**
     * Makes a phone that holds a key and whose location registration was accepted.
     *
     * @param kind what the handset can do
     * @return the phone
     */
    Ipei attachedPhone(HandsetKind kind);

    /**
     * Makes a challenge that the phones can compute with.
     *
     * @param key which key
     * @return the challenge
     */
    Step.Challenge challenge(Step.KeyType key);

    /**
     * Authenticates a phone with its own key.
     *
     * @param phone the phone
     * @return the cipher key that the system derived (DCK)
     */
    Secret cipherKey(Ipei phone);

    /**
     * A person dials.
     *
     * @param phone the phone
     * @param digits the digits
     * @param enBloc whether they are typed before the call key
     */
    void dial(Ipei phone, String digits, boolean enBloc);

    /**
     * A person takes the phone off hook, or puts it back.
     *
     * @param phone the phone
     * @param offHook which of the two
     */
    void hook(Ipei phone, boolean offHook);

    /**
     * A person types digits and confirms them.
     *
     * @param phone the phone
     * @param digits the digits
     */
    void type(Ipei phone, String digits);

    /**
     * A person leaves what the phone asks.
     *
     * @param phone the phone
     */
    void cancel(Ipei phone);

    /**
     * Somebody outside and the phone are in a call, or that call ends.
     *
     * @param phone the phone
     * @param talking which of the two
     */
    void talk(Ipei phone, boolean talking);

    /**
     * A person chooses an item of the Administration menu of a 600/700.
     *
     * @param phone the phone
     * @param item the item
     * @param digits what is typed with it
     */
    void menu(Ipei phone, PhoneHandler.MenuItem item, String digits);

    /**
     * A person changes a setting of a 600/700.
     *
     * @param phone the phone
     * @param key the setting
     * @param value the value
     */
    void set(Ipei phone, String key, String value);

    /**
     * A person puts a 600/700, which charges silently, into its charger, or takes it out.
     *
     * @param phone the phone
     * @param inCharger which of the two
     */
    void charger(Ipei phone, boolean inCharger);

    /**
     * A person presses the SOS key of a 600/700.
     *
     * @param phone the phone
     */
    void sos(Ipei phone);

    /**
     * The sensor of a 600/700 reports that its user is down.
     *
     * @param phone the phone
     */
    void manDown(Ipei phone);

    /**
     * A person carries the phone to another base station.
     *
     * @param phone the phone
     * @param rpn the base station's number
     */
    void move(Ipei phone, int rpn);

    /**
     * A person switches the phone on or off.
     *
     * @param phone the phone
     * @param on which of the two
     */
    void power(Ipei phone, boolean on);

    /**
     * Lets time pass at the driver's scheduler.
     *
     * @param time how much
     */
    void letTimePass(Duration time);

    /**
     * What a phone asks its person.
     *
     * @param phone the phone
     * @return the prompt; empty if there is none
     */
    String prompt(Ipei phone);

    /**
     * What a phone shows.
     *
     * @param phone the phone
     * @return the lines
     */
    List<String> display(Ipei phone);

    /**
     * What was heard in the current or last call.
     *
     * @param phone the phone
     * @return the tones
     */
    List<Radio.Tone> tones(Ipei phone);

    /**
     * Whether a phone is off hook.
     *
     * @param phone the phone
     * @return whether it is
     */
    boolean isOffHook(Ipei phone);

    /**
     * Whether a phone's location registration was accepted.
     *
     * @param phone the phone
     * @return whether it was
     */
    boolean isAttached(Ipei phone);

    /**
     * Whether the link to a phone is encrypted, as the phone sees it.
     *
     * @param phone the phone
     * @return whether it is
     */
    boolean isEncrypted(Ipei phone);

    /** Takes the driver away. */
    @Override
    void close();
}
