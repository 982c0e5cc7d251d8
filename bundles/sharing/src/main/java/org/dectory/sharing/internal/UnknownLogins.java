package org.dectory.sharing.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.sharing.SharingPolicy;

/**
 * Counts the logins of the current minute that named somebody who is not known here, so that a phone that tries and tries reaches no
 * file server. Each counts before its file is asked for, for many may come while a server is slow; if there is such a user, it is
 * taken back. Thread-safe.
 */
final class UnknownLogins {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Clock clock;
    private final LivePolicy policy;

    private final Map<DeviceId, Integer> counts = new HashMap<>();
    private int sum;
    private Instant minute = Instant.MIN;

    UnknownLogins(Clock clock, LivePolicy policy) {
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * A login that counts.
     *
     * @param phone where
     * @param minute the minute in which it counts
     */
    record Counted(DeviceId phone, Instant minute) {}

    /** Counts a login of somebody who is not known here; empty, and nothing is counted, if the phone has to wait. */
    synchronized Optional<Counted> count(DeviceId phone) {
        startMinute();
        SharingPolicy limits = policy.current();
        if (counts.getOrDefault(phone, 0) >= limits.unknownLoginsPerPhone() || sum >= limits.unknownLoginsOverall()) {
            return Optional.empty();
        }
        counts.merge(phone, 1, Integer::sum);
        sum++;
        return Optional.of(new Counted(phone, minute));
    }

    /** There is such a user. To be called once for each that was counted. */
    synchronized void takeBack(Counted counted) {
        startMinute();
        if (counted.minute().equals(minute)) {
            counts.merge(counted.phone(), -1, Integer::sum);
            sum--;
        }
    }

    /** A clock that was set back starts a minute, too: nobody waits for longer than one. */
    private void startMinute() {
        Instant now = clock.instant();
        if (now.isBefore(minute) || !now.isBefore(minute.plus(MINUTE))) {
            minute = now;
            counts.clear();
            sum = 0;
        }
    }
}
