package org.dectory.sharing.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Wrong PINs in a row, and how long no further PIN is asked for.
 *
 * @param wrong how many, from 1
 * @param last when the last one was entered
 * @param until until when no PIN is asked for; never before {@code last}
 * @param locked whether the limit was reached; otherwise the next attempt is slowed down at most
 */
record PinCount(int wrong, Instant last, Instant until, boolean locked) {

    /** The pause after the second wrong PIN; each further one doubles it. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Twice as long for each wrong PIN, but so seldom that the longest is reached before. */
    private static final int MAX_DOUBLINGS = 10;

    /**
     * The count after one more wrong PIN.
     *
     * @param former the count before, as it stands now; empty if there was none
     * @param now when the PIN was entered
     * @param limit how many wrong PINs lock
     * @param lock for how long
     */
    static PinCount oneMore(Optional<PinCount> former, Instant now, int limit, Duration lock) {
        int wrong = former.map(PinCount::wrong).orElse(0) + 1;
        boolean locked = wrong >= limit;
        return new PinCount(wrong, now, now.plus(locked ? lock : pause(wrong, lock)), locked);
    }

    private static Duration pause(int wrong, Duration lock) {
        if (wrong < 2) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(wrong - 2, MAX_DOUBLINGS));
        return shorter(pause, shorter(LONGEST_PAUSE, lock));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * How it stands at an instant.
     *
     * <p>A clock that shows less than when the last wrong PIN was entered has been set back since: then that PIN counts as
     * entered just now. So nothing opens before its time, and nothing stays locked for longer than its time from now on.
     *
     * @param now the instant
     * @param lock how long a lock lasts and wrong PINs are remembered, by the present settings
     * @return the count; empty if it is over and forgotten
     */
    Optional<PinCount> at(Instant now, Duration lock) {
        Duration ahead = now.isBefore(last) ? Duration.between(now, last) : Duration.ZERO;
        Instant since = last.minus(ahead);
        Instant longest = since.plus(lock);
        Instant end = until.minus(ahead).isBefore(longest) ? until.minus(ahead) : longest;
        boolean over = !now.isBefore(locked ? end : longest);
        return over ? Optional.empty() : Optional.of(new PinCount(wrong, since, end, locked));
    }

    /** Whether no PIN is asked for at an instant. */
    boolean blocks(Instant now) {
        return now.isBefore(until);
    }

    /** The stored form: the fields with a blank between. */
    String text() {
        return wrong + " " + last + " " + until + " " + locked;
    }

    /** Reads the stored form; empty if it is not of that form. */
    static Optional<PinCount> parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            return parts.length < 4
                    ? Optional.empty()
                    : Optional.of(new PinCount(
                            Integer.parseInt(parts[0]),
                            Instant.parse(parts[1]),
                            Instant.parse(parts[2]),
                            Boolean.parseBoolean(parts[3])));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
