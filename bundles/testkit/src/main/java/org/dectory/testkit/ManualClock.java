package org.dectory.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it, forwards or back. Thread-safe. */
public final class ManualClock extends Clock {

    /** Where a new clock stands. */
    public static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private final Hands hands;
    private final ZoneId zone;

    /** A clock that stands at {@link #START}. */
    public ManualClock() {
        this(START);
    }

    /**
     * A clock that stands anywhere.
     *
     * @param now where it stands
     */
    public ManualClock(Instant now) {
        this(new Hands(now), ZoneOffset.UTC);
    }

    private ManualClock(Hands hands, ZoneId zone) {
        this.hands = hands;
        this.zone = zone;
    }

    /**
     * Moves the hands.
     *
     * @param step how far; a negative step sets the clock back
     */
    public void advance(Duration step) {
        hands.move(step);
    }

    /**
     * Sets the clock.
     *
     * @param instant where it stands then
     */
    public void set(Instant instant) {
        hands.now = instant;
    }

    @Override
    public Instant instant() {
        return hands.now;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same hands, seen from another zone. */
    @Override
    public Clock withZone(ZoneId other) {
        return new ManualClock(hands, other);
    }

    /** What the same clock shares over all zones. */
    private static final class Hands {

        private volatile Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        synchronized void move(Duration step) {
            now = now.plus(step);
        }
    }
}
