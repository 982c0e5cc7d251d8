package org.dectory.fac.internal;

import java.time.Clock;
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

    /** Far more than phones that anybody holds in hand at once. */
    static final int MOST_PHONES = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(WrongCodes.class);

    private final Clock clock;

    /** When each phone was wrong, the oldest first; the phone that was wrong last comes last. Guarded by this. */
    private final Map<Ipei, Deque<Instant>> phones = new LinkedHashMap<>();

    WrongCodes(Clock clock) {
        this.clock = clock;
    }

    /** Whether the codes of a phone are refused now, the right ones too: else trying would go on. */
    synchronized boolean isPaused(Ipei phone, Patience patience) {
        return patience.wrongCodes() > 0
                && recent(phone, patience)
                        .filter(times -> times.size() >= patience.wrongCodes())
                        .isPresent();
    }

    /** A phone dialled a wrong code. */
    synchronized void count(Ipei phone, Patience patience) {
        if (patience.wrongCodes() == 0) {
            return;
        }
        Deque<Instant> times = recent(phone, patience).orElseGet(ArrayDeque::new);
        phones.remove(phone);
        phones.put(phone, times);
        times.addLast(clock.instant());
        if (times.size() == patience.wrongCodes()) {
            // The pause begins with the last of them, and they leave together when it is over.
            times.clear();
            for (int i = 0; i < patience.wrongCodes(); i++) {
                times.addLast(clock.instant());
            }
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

    /** When a phone was wrong within the period. Times in the future were before a clock was set back: they are over. */
    private Optional<Deque<Instant>> recent(Ipei phone, Patience patience) {
        Deque<Instant> times = phones.get(phone);
        if (times == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant oldest = now.minus(patience.period());
        times.removeIf(time -> !time.isAfter(oldest) || time.isAfter(now));
        if (times.isEmpty()) {
            phones.remove(phone);
            return Optional.empty();
        }
        return Optional.of(times);
    }

    /** How many phones are remembered, for tests. */
    synchronized int size() {
        return phones.size();
    }
}
