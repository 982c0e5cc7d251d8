package org.dectory.radio.simulator.internal;

import org.dectory.api.simulator.SimulatedPhone;
import org.jspecify.annotations.Nullable;

/** One look at a phone. */
final class Glance {

    private Glance() {}

    /** What is to be seen and heard now; called with the phone's lock held. */
    static SimulatedPhone at(VirtualPhone phone) {
        PhoneMemory memory = phone.memory;
        Prompt prompt = phone.prompt();
        return new SimulatedPhone(
                phone.ipei(),
                memory.kind,
                memory.on,
                memory.subscribed,
                phone.link.isAttached(),
                callState(phone.call()),
                prompt == null ? "" : prompt.text(),
                Screen.of(phone),
                memory.name,
                memory.userNumber,
                phone.tones(),
                memory.redial,
                memory.messages,
                memory.directory,
                memory.inCharger,
                memory.silentCharging,
                memory.rpn,
                memory.received,
                memory.callers,
                memory.settings.isForwarding(),
                memory.locked,
                phone.link.isEncrypted(),
                memory.settings.effective());
    }

    private static SimulatedPhone.CallState callState(@Nullable Call call) {
        if (call == null) {
            return SimulatedPhone.CallState.ON_HOOK;
        }
        return call.dialled ? SimulatedPhone.CallState.IN_CALL : SimulatedPhone.CallState.OFF_HOOK;
    }
}
