package org.dectory.userstore.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether changes reach the disk, as the last commit showed. Thread-safe. */
final class WriterTrouble {

    /** While nobody changes anything, how often it is tried whether the disk can be written again. */
    static final Duration RETRY = Duration.ofSeconds(5);

    private final Clock clock;
    private Optional<String> reason = Optional.empty();
    private Instant tried = Instant.MIN;

    WriterTrouble(Clock clock) {
        this.clock = clock;
    }

    synchronized Optional<String> reason() {
        return reason;
    }

    synchronized void failed(String why) {
        reason = Optional.of(why);
        tried = clock.instant();
    }

    /** Something was written. */
    synchronized void over() {
        reason = Optional.empty();
    }

    /** Whether it is time to try again; who is told so tries it. */
    synchronized boolean claimRetry() {
        Instant now = clock.instant();
        boolean due = reason.isPresent() && (now.isBefore(tried) || !now.isBefore(tried.plus(RETRY)));
        if (due) {
            tried = now;
        }
        return due;
    }
}
