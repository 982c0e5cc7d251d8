package org.dectory.radio.simulator.internal;

import java.time.Duration;
import org.dectory.api.radio.CallHandler.CallSetup;
import org.dectory.api.radio.Radio;

/** How a phone gets from the idle state to a call. Each method is called with the phone's lock held. */
final class Dialling {

    /** How long the system waits for the next digit before it takes the number for complete. */
    static final Duration INTER_DIGIT = Duration.ofSeconds(4);

    /** More digits than these in one call are refused. */
    static final int MAX_DIGITS = 256;

    private Dialling() {}

    /** Digits first, then the call key. */
    static void enBloc(VirtualPhone phone, String digits) {
        phone.require(phone.call() == null, "is in a call already");
        Call call = phone.goOffHook();
        call.digits.append(digits);
        setUp(phone, call, true);
    }

    /** The hook first, and then each digit. */
    static void digitByDigit(VirtualPhone phone, String digits) {
        if (phone.call() == null) {
            offHook(phone);
        }
        Call call = phone.call();
        if (call == null || call.dialled) {
            throw new IllegalStateException(phone.ipei() + ": is in a call already");
        }
        if (call.digits.length() + digits.length() > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "digits: more than " + MAX_DIGITS + " (expected: 1 to " + MAX_DIGITS + ")");
        }
        call.digits.append(digits);
        phone.showsChange();
        call.expectDigit(phone.world.after(INTER_DIGIT, () -> complete(phone, call)));
    }

    static void offHook(VirtualPhone phone) {
        phone.goOffHook();
        if (phone.link.isAttached()) {
            phone.post(() -> phone.world.owners().hook(phone.ipei(), true));
        }
    }

    static void onHook(VirtualPhone phone) {
        if (phone.endCall() && phone.link.isAttached()) {
            phone.post(() -> phone.world.owners().hook(phone.ipei(), false));
        }
    }

    private static void complete(VirtualPhone phone, Call call) {
        synchronized (phone) {
            if (phone.call() == call && !call.dialled) {
                setUp(phone, call, false);
            }
        }
    }

    private static void setUp(VirtualPhone phone, Call call, boolean enBloc) {
        call.stopExpecting();
        call.dialled = true;
        phone.showsChange();
        CallSetup setup = new CallSetup(phone.ipei(), call.number, phone.kind(), call.digits.toString(), enBloc);
        phone.post(() -> {
            if (!phone.world.owners().setUp(setup)) {
                busy(phone, call);
            }
        });
    }

    /** Nobody takes calls: the driver itself says so, until the person hangs up. */
    private static void busy(VirtualPhone phone, Call call) {
        synchronized (phone) {
            if (phone.call() == call) {
                call.hear(Radio.Tone.BUSY);
                phone.showsChange();
            }
        }
    }
}
