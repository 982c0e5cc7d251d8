package org.dectory.radio.simulator.internal;

import org.dectory.api.simulator.PhoneSimulator.Trace;

/** What comes to a phone from other people. Each method that takes a phone is called with its lock held. */
final class Outside {

    private static final int MAX_TEXT = 160;

    /** A list that is full stays so. */
    private static final int MAX_ENTRIES = 100;

    private Outside() {}

    /** Begins a call with somebody outside, or ends it. */
    static void talk(VirtualPhone phone, boolean talking) {
        if (!talking) {
            Call call = phone.call();
            if (call != null && call.talking) {
                Dialling.onHook(phone);
            }
            return;
        }
        phone.requireOn();
        phone.requireInReach();
        phone.require(phone.subscribing() == null, "is subscribing");
        phone.require(phone.call() == null, "is in a call already");
        Call call = phone.goOffHook();
        call.dialled = true;
        call.talking = true;
        phone.notice("");
    }

    static void requireText(String text) {
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("text: " + text.length() + " characters (expected: 1 to 160)");
        }
    }

    static void leave(VirtualPhone phone, Trace trace, String text) {
        phone.requireOn();
        PhoneMemory memory = phone.memory;
        if (trace != Trace.DIRECTORY_ENTRY) {
            phone.requireInReach();
        }
        switch (trace) {
            case MESSAGE -> {
                memory.messages = oneMore(memory.messages);
                phone.noticeOfUser(Screen.cut(phone.kind(), "Message\n" + text));
            }
            case MISSED_CALL -> {
                memory.callers = oneMore(memory.callers);
                phone.noticeOfUser(Screen.cut(phone.kind(), "Missed call\n" + text));
            }
            case RECEIVED_CALL -> memory.received = oneMore(memory.received);
            case DIRECTORY_ENTRY -> memory.directory = oneMore(memory.directory);
        }
        phone.hasChanged();
    }

    private static int oneMore(int entries) {
        return Math.min(MAX_ENTRIES, entries + 1);
    }
}
