package org.dectory.provisioning.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after failures: twice as long each time, up to a limit, and by chance a little less, so that not all come
 * back at the same moment.
 *
 * @param first the longest wait after the first failure
 * @param most the longest wait of all
 */
record Backoff(Duration first, Duration most) {

    Duration after(int failures) {
        int doublings = Math.min(Math.max(failures - 1, 0), 20);
        long longest = Math.min(first.toMillis() << doublings, Math.max(most.toMillis(), first.toMillis()));
        return Duration.ofMillis(longest - ThreadLocalRandom.current().nextLong(longest / 4 + 1));
    }
}
