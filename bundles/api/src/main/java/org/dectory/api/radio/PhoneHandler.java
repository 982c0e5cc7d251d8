package org.dectory.api.radio;

import java.util.Map;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.osgi.annotation.versioning.ProviderType;

/** The owner of what else people do with phones: hook, keys, charger; and of phones that appear. */
@ProviderType
public interface PhoneHandler {

    /**
     * A phone's location registration was accepted: from now on it can be told things. A handler that appears is told of every
     * phone that is there already.
     *
     * @param phone the phone
     * @param kind what the handset can do
     */
    void attached(Ipei phone, HandsetKind kind);

    /**
     * A phone went off hook without dialling, or on hook.
     *
     * @param phone the phone
     * @param offHook which of the two
     */
    void hook(Ipei phone, boolean offHook);

    /**
     * A person chose something in the Administration menu of a 600/700.
     *
     * @param phone the phone
     * @param item what was chosen
     * @param digits what was typed with it; may be empty
     */
    void menu(Ipei phone, MenuItem item, String digits);

    /**
     * A phone was put into its charger or taken out. If it was put there while it was off, out of reach or without an owner, and is there
     * still, this follows {@link #attached}: whoever wants to be logged out there is then.
     *
     * @param phone the phone
     * @param inCharger which of the two
     * @param silentCharging whether silent charging is on at the phone
     */
    void charger(Ipei phone, boolean inCharger, boolean silentCharging);

    /**
     * A person changed settings at a 600/700: call forwarding, key lock, language.
     *
     * @param phone the phone
     * @param settings the new values by key, such as those of {@link PhoneSetting}; as they were typed, so not to be trusted
     */
    default void changed(Ipei phone, Map<String, String> settings) {}

    /** Items of the Administration menu. */
    enum MenuItem {
        /** Log in; the digits name the user. */
        LOGIN,
        /** Log out. */
        LOGOUT,
        /** Show configuration and status. */
        STATUS,
        /** Change the PIN. */
        CHANGE_PIN
    }
}
