package org.dectory.radio.simulator.internal;

import java.util.ArrayList;
import java.util.List;
import org.dectory.api.radio.Radio;
import org.dectory.api.time.Scheduler;
import org.jspecify.annotations.Nullable;

/** A phone that is off hook: what was dialled, heard and shown, and who waits for the end. Guarded by its phone's lock. */
final class Call {

    /** More tones than these are not remembered. */
    private static final int MAX_TONES = 64;

    final int number;
    final StringBuilder digits = new StringBuilder();

    /** Whether it goes on with somebody outside, or the system has taken the digits. */
    boolean dialled;

    /** Whether it is a call with somebody outside. */
    boolean talking;

    boolean redialSuppressed;
    String text = "";

    private final List<Radio.Tone> tones = new ArrayList<>(2);
    private final List<Waiting> waiting = new ArrayList<>(0);
    private Scheduler.@Nullable Appointment endOfDialling;

    Call(int number) {
        this.number = number;
    }

    void hear(Radio.Tone tone) {
        if (tones.size() < MAX_TONES) {
            tones.add(tone);
        }
    }

    List<Radio.Tone> tones() {
        return List.copyOf(tones);
    }

    /** Keeps one who waits for the end, and forgets those who waited long enough. */
    void keepWaiting(Waiting forEnd) {
        waiting.removeIf(Waiting::isOver);
        waiting.add(forEnd);
    }

    /** Those who wait for the end. */
    List<Waiting> waiting() {
        return List.copyOf(waiting);
    }

    /** The time for the next digit begins anew. */
    void expectDigit(Scheduler.Appointment end) {
        stopExpecting();
        endOfDialling = end;
    }

    void stopExpecting() {
        if (endOfDialling != null) {
            endOfDialling.cancel();
            endOfDialling = null;
        }
    }
}
