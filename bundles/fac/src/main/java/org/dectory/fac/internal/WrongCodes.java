package org.dectory.fac.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.Ipei;
import org.dectory.fac.internal.FacSettings.Patience;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the wrong codes of each phone, so that nobody finds a code by trying. Too many within the period, and all codes of
 * this phone are refused for as long again; what is dialled meanwhile does not count. Other phones are not touched.
 *
 * <p>It is kept in memory only, and for the phones that were wrong last. Thread-safe.
 */
final class WrongCodes {

    /** What a phone shows while its codes are refused. */
    static final String NOTICE = "Please wait";

    /** Far more than phones that anybody tries codes at; some hundred kilobytes at most. */
    static final int MOST_PHONES = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(WrongCodes.class);

    private final Clock clock;

    /** By phone; the phone that was wrong last comes last. Guarded by this. */
    private final Map<Ipei, Tally> phones = new LinkedHashMap<>();

    /** What is held against one phone. */
    private static final class Tally {

        /** When it was wrong, the oldest first. */
        final Deque<Instant> times = new ArrayDeque<>();

        /** When that was once too often. */
        Optional<Instant> pause = Optional.empty();
    }

    WrongCodes(Clock clock) {
        this.clock = clock;
    }

    /** Whether the codes of a phone are refused now, the right ones too: else trying would go on. */
    synchronized boolean isPaused(Ipei phone, Patience patience) {
        Tally tally = phones.get(phone);
        if (tally == null || patience.wrongCodes() == 0) {
            return false;
        }
        if (tally.pause.filter(begun -> isWithin(begun, patience.period())).isPresent()) {
            return true;
        }
        if (tally.pause.isPresent()) {
            phones.remove(phone);
        }
        return false;
    }

    /** A phone that is not paused dialled a wrong code. */
    synchronized void count(Ipei phone, Patience patience) {
        if (patience.wrongCodes() == 0) {
            return;
        }
        Tally tally = Optional.ofNullable(phones.remove(phone)).orElseGet(Tally::new);
        phones.put(phone, tally);
        tally.times.removeIf(time -> !isWithin(time, patience.period()));
        tally.times.addLast(clock.instant());
        if (tally.times.size() >= patience.wrongCodes()) {
            tally.pause = Optional.of(clock.instant());
            LOG.warn(
                    "Phone {} dialled {} wrong codes; its codes are refused for {} s",
                    phone,
                    patience.wrongCodes(),
                    patience.period().toSeconds());
        }
        if (phones.size() > MOST_PHONES) {
            phones.remove(phones.keySet().iterator().next());
        }
    }

    /** Whether less than a period has passed since. An instant to come is of before the clock was set back: it is over. */
    private boolean isWithin(Instant since, Duration period) {
        Instant now = clock.instant();
        return !since.isAfter(now) && now.isBefore(since.plus(period));
    }

    /** How many phones it remembers. */
    synchronized int size() {
        return phones.size();
    }
}
