package org.dectory.subscription.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dectory.api.identity.Ipei;

/**
 * Counts the refusals of the current minute, so that a phone that tries and tries is turned away before anything is looked
 * up for it, and codes cannot be guessed in a row. Thread-safe.
 */
final class AttemptLimiter {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * Made-up identities must not fill the memory. Those that were refused last are known, so that nobody who guesses a code
     * hides among them.
     */
    static final int MAX_PHONES = 4096;

    private final Clock clock;
    private final Supplier<SubscriptionSettings> settings;

    /** The phone that was refused last comes last. */
    private final Map<Ipei, Integer> refusals = new LinkedHashMap<>();

    private int sum;
    private Instant minute = Instant.MIN;

    AttemptLimiter(Clock clock, Supplier<SubscriptionSettings> settings) {
        this.clock = clock;
        this.settings = settings;
    }

    synchronized void refused(Ipei phone) {
        startMinute();
        sum++;
        int former = Optional.ofNullable(refusals.remove(phone)).orElse(0);
        refusals.put(phone, former + 1);
        if (refusals.size() > MAX_PHONES) {
            refusals.remove(refusals.keySet().iterator().next());
        }
    }

    /** Whether this phone was refused too often. */
    synchronized boolean isTired(Ipei phone) {
        startMinute();
        return refusals.getOrDefault(phone, 0) >= settings.get().refusalsPerPhone();
    }

    /** Whether so many phones were refused that one whose IPEI is unknown has to wait. Known ones never have to. */
    synchronized boolean isFlooded() {
        startMinute();
        return sum >= settings.get().refusalsOverall();
    }

    private void startMinute() {
        Instant now = clock.instant();
        if (now.isBefore(minute) || !now.isBefore(minute.plus(MINUTE))) {
            minute = now;
            refusals.clear();
            sum = 0;
        }
    }
}
