package org.dectory.radio.simulator.internal;

/**
 * A phone is put into its charger or taken out. Where nobody hears of it, since the phone is off or out of reach or its owner is not
 * there, a phone that is still in the charger tells it when it is heard again. GAP phones and the 142d have no message for it.
 */
final class Charger {

    private Charger() {}

    /** With the phone's lock held. */
    static void change(VirtualPhone phone, boolean inCharger) {
        PhoneMemory memory = phone.memory;
        if (memory.inCharger == inCharger) {
            return;
        }
        boolean silent = memory.silentCharging;
        boolean heard = phone.link.isAttached();
        memory.inCharger = inCharger;
        memory.chargerUnheard = inCharger && !heard && phone.kind().isSystemHandset();
        phone.hasChanged();
        if (heard && phone.kind().isSystemHandset()) {
            phone.post(() -> tell(phone, inCharger, silent));
        }
    }

    /** Tells what was not heard, in the mailbox. */
    static void tellAgain(VirtualPhone phone) {
        boolean silent;
        synchronized (phone) {
            if (!phone.memory.chargerUnheard) {
                return;
            }
            phone.memory.chargerUnheard = false;
            phone.hasChanged();
            silent = phone.memory.silentCharging;
        }
        tell(phone, true, silent);
    }

    private static void tell(VirtualPhone phone, boolean inCharger, boolean silent) {
        if (phone.world.owners().charger(phone.ipei(), inCharger, silent) || !inCharger) {
            return;
        }
        synchronized (phone) {
            if (phone.memory.inCharger) {
                phone.memory.chargerUnheard = true;
                phone.hasChanged();
            }
        }
    }
}
