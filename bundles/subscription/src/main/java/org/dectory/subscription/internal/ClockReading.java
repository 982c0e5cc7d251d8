package org.dectory.subscription.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What the clock shows, beside the latest instant that is stored. A clock that is behind it was set back, unless a person
 * vouched for it: then it was the stored instant that came from a wrong clock.
 *
 * @param clock what the clock shows
 * @param latest the latest instant of the store, read before the clock was
 */
record ClockReading(Instant clock, Instant latest) {

    /** The correction that a time server makes now and then is not taken for a clock that was set back. */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** Before this firmware there was no right clock: a board without a battery starts in 1970, whatever a person says. */
    private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");

    /** A reading while perhaps nothing is stored yet, which no clock contradicts. */
    static ClockReading of(Instant clock, Optional<Instant> latest) {
        return new ClockReading(clock, latest.orElse(Instant.MIN));
    }

    /**
     * Whether the clock was set back.
     *
     * @param vouched the reading at which a person last vouched for the clock, if ever. It counts until something later is
     *     stored
     */
    boolean isSetBack(Optional<ClockReading> vouched) {
        return isBefore(vouched.filter(reading -> !latest.isAfter(reading.latest))
                .map(ClockReading::clock)
                .orElse(latest));
    }

    /** Whether it makes a difference, and sense, that a person vouches for this clock. */
    boolean isWorthAVouch() {
        return isBefore(latest) && !clock.isBefore(EARLIEST);
    }

    private boolean isBefore(Instant instant) {
        return clock.plus(TOLERANCE).isBefore(instant);
    }

    /** The stored form: the clock and the latest instant, with a blank between. */
    String text() {
        return clock + " " + latest;
    }

    /** Reads the stored form; empty if it is not of that form, so that the clock has to prove itself. */
    static Optional<ClockReading> parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClockReading(Instant.parse(parts[0]), Instant.parse(parts[1])));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
