package org.dectory.accounts.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts wrong passwords by where they come from, and shuts an origin out for a while: after the fifth for 5 seconds, then
 * twice as long each time, 15 minutes at most. A right password, or an hour without a wrong one, makes up for all.
 *
 * <p>Other origins notice nothing, so nobody can be locked out by somebody else. The table is bounded; what was
 * longest without a failure is forgotten first. Thread-safe.
 */
final class Failures {

    private static final int FREE = 5;
    private static final Duration FIRST_LOCK = Duration.ofSeconds(5);
    private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int MAX_ORIGINS = 4096;

    private static final Logger logger = LoggerFactory.getLogger(Failures.class);

    private final Clock clock;
    private final Map<String, Tally> byOrigin = new LinkedHashMap<>();

    Failures(Clock clock) {
        this.clock = clock;
    }

    private record Tally(int count, Instant last, Duration lock) {

        /** Whether it still lasts; a clock that was set back ends it. */
        boolean lasts(Instant now, Duration span) {
            return !now.isBefore(last) && now.isBefore(last.plus(span));
        }
    }

    boolean isLocked(String origin) {
        return !left(origin).isZero();
    }

    /** How long an origin is locked yet; zero if it is not. */
    synchronized Duration left(String origin) {
        Instant now = clock.instant();
        Tally known = byOrigin.get(origin);
        return known != null && known.lasts(now, known.lock())
                ? Duration.between(now, known.last().plus(known.lock()))
                : Duration.ZERO;
    }

    synchronized void failed(String origin) {
        Instant now = clock.instant();
        // Taken out and put in again, it is the youngest.
        Tally known = byOrigin.remove(origin);
        int count = known != null && known.lasts(now, FORGOTTEN_AFTER) ? known.count() + 1 : 1;
        Duration lock = lock(count);
        byOrigin.put(origin, new Tally(count, now, lock));
        if (byOrigin.size() > MAX_ORIGINS) {
            byOrigin.remove(byOrigin.keySet().iterator().next());
        }
        if (!lock.isZero()) {
            logger.warn("{} wrong passwords from {}: shut out for {} s", count, origin, lock.toSeconds());
        }
    }

    synchronized void succeeded(String origin) {
        byOrigin.remove(origin);
    }

    private static Duration lock(int count) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        Duration lock = FIRST_LOCK.multipliedBy(1L << Math.min(count - FREE, 16));
        return lock.compareTo(LONGEST_LOCK) < 0 ? lock : LONGEST_LOCK;
    }
}
