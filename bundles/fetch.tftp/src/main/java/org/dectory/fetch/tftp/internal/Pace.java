package org.dectory.fetch.tftp.internal;

import java.time.Duration;

/**
 * When to repeat a packet that is not answered, and when to give up. All times by {@link System#nanoTime()}; used by one thread.
 */
final class Pace {

    private static final int SLOWEST = 8;

    private final long patience;
    private final long repeat;
    private final long deadline;
    private long silentAt;
    private long wait;
    private long repeatAt;

    /**
     * A pace that begins now.
     *
     * @param patience how long nothing new may arrive
     * @param repeat until a packet is sent again, at first; doubled each time, up to eight times as long
     * @param deadline when all must be done
     */
    Pace(Duration patience, Duration repeat, long deadline) {
        this.patience = patience.toNanos();
        this.repeat = repeat.toNanos();
        this.deadline = deadline;
        progressed();
    }

    /** Something new has arrived, and a new packet is sent. */
    void progressed() {
        long now = System.nanoTime();
        silentAt = now + patience;
        wait = repeat;
        repeatAt = now + wait;
    }

    /** The packet is sent again. */
    void repeated() {
        wait = Math.min(wait * 2, repeat * SLOWEST);
        repeatAt = System.nanoTime() + wait;
    }

    /** When to wait no longer, but to look what is due. */
    long next() {
        long end = silentAt - deadline < 0 ? silentAt : deadline;
        return repeatAt - end < 0 ? repeatAt : end;
    }

    boolean isLate() {
        return deadline - System.nanoTime() <= 0;
    }

    boolean isSilent() {
        return silentAt - System.nanoTime() <= 0;
    }

    boolean isToRepeat() {
        return repeatAt - System.nanoTime() <= 0;
    }
}
