package org.dectory.radio.simulator.internal;

import java.util.List;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.simulator.PhoneSimulator;

/** What a person does with the keys of a phone. Each method is called with the phone's lock held. */
final class Keypad {

    private Keypad() {}

    static void dial(VirtualPhone phone, String digits, boolean enBloc) {
        phone.startAction();
        requireFree(phone);
        if (enBloc) {
            Dialling.enBloc(phone, digits);
        } else {
            Dialling.digitByDigit(phone, digits);
        }
    }

    private static void requireFree(VirtualPhone phone) {
        phone.requireInReach();
        phone.require(phone.subscribing() == null, "is subscribing");
        phone.require(phone.prompt() == null, "asks for something; press CANCEL first");
    }

    static void press(VirtualPhone phone, List<PhoneSimulator.Key> keys) {
        phone.startAction();
        keys.forEach(key -> press(phone, key));
    }

    private static void press(VirtualPhone phone, PhoneSimulator.Key key) {
        Prompt prompt = phone.prompt();
        if (prompt == null) {
            pressWithoutPrompt(phone, key);
        } else if (key.equals(PhoneSimulator.Key.OK)) {
            Asking.confirm(phone, prompt);
        } else if (key.equals(PhoneSimulator.Key.CANCEL)) {
            Asking.cancel(phone, prompt);
        } else if (Character.isDigit(key.symbol().charAt(0))) {
            prompt.type(key.symbol().charAt(0));
            phone.showsChange();
        }
    }

    /** Off hook, keys dial; in a call they do nothing; on hook there is nothing to press them for. */
    private static void pressWithoutPrompt(VirtualPhone phone, PhoneSimulator.Key key) {
        Call call = phone.call();
        phone.require(call != null, "asks for nothing and is on hook");
        boolean dials = key.symbol().length() == 1;
        if (dials && call != null && !call.dialled && phone.link.isAttached()) {
            Dialling.digitByDigit(phone, key.symbol());
        }
    }

    static void menu(VirtualPhone phone, MenuItem item, String digits) {
        phone.startAction();
        phone.require(phone.kind().isSystemHandset(), "has no Administration menu");
        requireFree(phone);
        phone.require(phone.call() == null, "is in a call");
        phone.post(() -> phone.world.owners().menu(phone.ipei(), item, digits));
    }

    /** Hanging up needs no unlocked keys. */
    static void hook(VirtualPhone phone, boolean offHook) {
        if (!offHook) {
            phone.requireOn();
            phone.notice("");
            Dialling.onHook(phone);
            return;
        }
        phone.startAction();
        if (phone.call() == null) {
            Dialling.offHook(phone);
        }
    }
}
