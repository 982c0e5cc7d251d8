package org.dectory.api.simulator;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Simulated phones. Each call does what a person would do with the phone in hand; what comes of it is seen on the phone.
 *
 * <p>A simulated phone has a memory like a real one: its key, name and lists survive a restart of the appliance.
 * Thread-safe; no call waits for what the system does, unless it returns a stage.
 */
@ProviderType
public interface PhoneSimulator {

    /** Most simulated phones. */
    int MAX_PHONES = 20_000;

    /**
     * Makes a phone, switched on and not subscribed.
     *
     * @param ipei its factory identity
     * @param kind what the handset can do, not {@link HandsetKind#UNKNOWN}
     * @return completes when its memory is durable; fails with {@link IllegalStateException} if there is such a phone
     *     or there are too many
     */
    CompletionStage<SimulatedPhone> add(Ipei ipei, HandsetKind kind);

    /**
     * Makes many phones with free identities.
     *
     * @param count how many, 1 to {@link #MAX_PHONES}
     * @param kind what the handsets can do
     * @return completes when their memory is durable
     */
    CompletionStage<List<Ipei>> addMany(int count, HandsetKind kind);

    /**
     * Takes a phone away, as if it were lost.
     *
     * @param ipei the phone
     * @return completes when it is gone; with false if there is no such phone
     */
    CompletionStage<Boolean> remove(Ipei ipei);

    /**
     * Looks at a phone.
     *
     * @param ipei the phone
     * @return what is to be seen and heard; empty if there is no such phone
     */
    Optional<SimulatedPhone> find(Ipei ipei);

    /**
     * Looks at all phones.
     *
     * @return the phones, by IPEI
     */
    List<SimulatedPhone> phones();

    /**
     * Subscribes: menu System &gt; Subscriptions &gt; New system.
     *
     * @param ipei the phone
     * @param authenticationCode the code that the person types
     * @param park the PARK that the person types, if any
     * @param additionalId the additional ID that the person types, if any; only the 142d and the 600/700 can
     * @return completes with what the phone shows at the end, {@link SimulatedPhone#subscribed()} telling success
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if the phone cannot do it now, with the reason
     */
    CompletionStage<SimulatedPhone> subscribe(
            Ipei ipei, Secret authenticationCode, Optional<String> park, Optional<String> additionalId);

    /**
     * Dials.
     *
     * @param ipei the phone
     * @param digits {@code 0} to {@code 9}, {@code *} and {@code #}; 1 to 256
     * @param enBloc whether the digits are typed before the call key is pressed
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if the phone cannot do it now, with the reason
     * @throws IllegalArgumentException if there are other characters, or too many
     */
    void dial(Ipei ipei, String digits, boolean enBloc);

    /**
     * Presses keys: digits go to the prompt that is open, {@code OK} confirms it, {@code CANCEL} leaves it.
     *
     * @param ipei the phone
     * @param keys the keys
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if the phone cannot do it now, with the reason
     */
    void press(Ipei ipei, List<Key> keys);

    /**
     * Chooses an item of the Administration menu of a 600/700.
     *
     * @param ipei the phone
     * @param item the item
     * @param digits what is typed with it; may be empty
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if the phone has no such menu or cannot do it now
     */
    void menu(Ipei ipei, org.dectory.api.radio.PhoneHandler.MenuItem item, String digits);

    /**
     * Takes the phone off hook, or puts it back, which ends its call.
     *
     * @param ipei the phone
     * @param offHook which of the two
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if the phone is off
     */
    void hook(Ipei ipei, boolean offHook);

    /**
     * Puts the phone into its charger, or takes it out.
     *
     * @param ipei the phone
     * @param inCharger which of the two
     * @throws java.util.NoSuchElementException if there is no such phone
     */
    void charger(Ipei ipei, boolean inCharger);

    /**
     * Sets silent charging at the phone.
     *
     * @param ipei the phone
     * @param silentCharging whether it is on
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if the phone has no such setting: GAP phones and the 142d
     */
    void silentCharging(Ipei ipei, boolean silentCharging);

    /**
     * Carries the phone to another base station.
     *
     * @param ipei the phone
     * @param rpn the base station's number, 0 to 4095
     * @throws java.util.NoSuchElementException if there is no such phone
     */
    void move(Ipei ipei, int rpn);

    /**
     * Switches the phone on or off.
     *
     * @param ipei the phone
     * @param on which of the two
     * @throws java.util.NoSuchElementException if there is no such phone
     */
    void power(Ipei ipei, boolean on);

    /**
     * Presses the SOS key.
     *
     * @param ipei the phone
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if the phone has no such key or is off
     */
    void sos(Ipei ipei);

    /**
     * Lets the phone's sensor report that its user is down.
     *
     * @param ipei the phone
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if the phone has no such sensor or is off
     */
    void manDown(Ipei ipei);

    /**
     * Lets the phone be in a call with somebody outside, or ends that call. In between it takes no digits for another call
     * and no menu.
     *
     * @param ipei the phone
     * @param talking which of the two
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if the phone cannot be in such a call now, with the reason
     */
    void talk(Ipei ipei, boolean talking);

    /**
     * Leaves something on the phone, as the world does while it is in use.
     *
     * @param ipei the phone
     * @param trace what
     * @param text the message, the caller's number or the name of the entry; 1 to 160 characters
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if it does not get there: the phone is off or out of reach
     * @throws IllegalArgumentException if the text is empty or too long
     */
    void leave(Ipei ipei, Trace trace, String text);

    /**
     * Changes a setting of a 600/700 at the phone.
     *
     * @param ipei the phone
     * @param key the setting, {@code UD_} and up to 60 letters, digits and underscores; see
     *     {@link org.dectory.api.radio.PhoneSetting}
     * @param value the value, at most 256 characters on one line; empty takes the setting away
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if the phone has no settings that the system knows of, or cannot do it now
     * @throws IllegalArgumentException if there is no such key, or no such value
     */
    void set(Ipei ipei, String key, String value);

    /**
     * Sets name and number at a phone that the system cannot set them at. They stay until they are set again.
     *
     * @param ipei the phone
     * @param name the name, at most 64 characters; may be empty
     * @param number the number, at most 64 characters; may be empty
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if it is a 600/700, whose name and number come from the system, or switched off
     * @throws IllegalArgumentException if one of them is too long
     */
    void label(Ipei ipei, String name, String number);

    /**
     * Locks the keys of a 600/700, or unlocks them; what the phone asks for the unlocking is right. While they are locked,
     * only the SOS key does something.
     *
     * @param ipei the phone
     * @param locked which of the two
     * @throws java.util.NoSuchElementException if there is no such phone
     * @throws IllegalStateException if the phone has no key lock, is off, or its key lock is barred
     *     ({@link org.dectory.api.radio.PhoneSetting#KEY_LOCK_ENABLE})
     */
    void lock(Ipei ipei, boolean locked);

    /**
     * Watches phones, as live pages and load tests do.
     *
     * @param listener is told each time something that can be seen or heard on a phone has changed. It is called in that
     *     phone's mailbox, must not block, and finds the new state by {@link #find}
     * @return ends the watching
     */
    Watching watch(Consumer<Ipei> listener);

    /** What use leaves on a phone. */
    enum Trace {
        /** A message, and the message icon. */
        MESSAGE,
        /** An entry on the list of received calls. */
        RECEIVED_CALL,
        /** An entry on the list of callers, since nobody answered. */
        MISSED_CALL,
        /** An entry in the phone's own phone book. */
        DIRECTORY_ENTRY
    }

    /** A listener that watches. */
    interface Watching extends AutoCloseable {

        /** Ends it; a call that has begun may still finish. */
        @Override
        void close();
    }

    /**
     * A key of a phone.
     *
     * @param symbol {@code 0} to {@code 9}, {@code *}, {@code #}, {@code OK} or {@code CANCEL}
     */
    record Key(String symbol) {

        /** Confirms. */
        public static final Key OK = new Key("OK");

        /** Leaves. */
        public static final Key CANCEL = new Key("CANCEL");

        /**
         * Checks the symbol.
         *
         * @param symbol the key
         * @throws IllegalArgumentException if there is no such key
         */
        public Key {
            if (!symbol.matches("[0-9*#]|OK|CANCEL")) {
                throw new IllegalArgumentException("key: '" + symbol + "' (expected: 0-9, *, #, OK or CANCEL)");
            }
        }
    }
}
