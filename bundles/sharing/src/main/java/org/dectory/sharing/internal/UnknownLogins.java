package org.dectory.sharing.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.sharing.SharingPolicy;

/**
 * Counts the logins of the current minute that named nobody, so that a phone that tries and tries reaches no file server.
 * Thread-safe.
 */
final class UnknownLogins {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Clock clock;
    private final LivePolicy policy;

    private final Map<DeviceId, Integer> failed = new HashMap<>();
    private int sum;
    private Instant minute = Instant.MIN;

    UnknownLogins(Clock clock, LivePolicy policy) {
        this.clock = clock;
        this.policy = policy;
    }

    /** Whether a phone has to wait before it may name somebody who is not known here. */
    synchronized boolean mustWait(DeviceId phone) {
        startMinute();
        SharingPolicy limits = policy.current();
        return failed.getOrDefault(phone, 0) >= limits.unknownLoginsPerPhone() || sum >= limits.unknownLoginsOverall();
    }

    /** A phone named somebody who is not known anywhere, or of whom nothing can be known now. */
    synchronized void failed(DeviceId phone) {
        startMinute();
        failed.merge(phone, 1, Integer::sum);
        sum++;
    }

    /** A clock that was set back starts a minute, too: nobody waits for longer than one. */
    private void startMinute() {
        Instant now = clock.instant();
        if (now.isBefore(minute) || !now.isBefore(minute.plus(MINUTE))) {
            minute = now;
            failed.clear();
            sum = 0;
        }
    }
}
