package org.dectory.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.AccessRightsHandler;
import org.dectory.api.radio.CallHandler;
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

    /** Takes the driver away. */
    @Override
    void close();
}
