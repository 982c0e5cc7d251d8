package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.dectory.api.fetch.FetchResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers since when the source fails, and why. Thread-safe. */
final class SourceHealth {

    private static final Logger logger = LoggerFactory.getLogger(SourceHealth.class);

    private final Clock clock;
    private State state = State.UP;

    /**
     * How the source is.
     *
     * @param downSince since when it fails; empty if it does not
     * @param problem why; may be empty
     */
    record State(Optional<Instant> downSince, String problem) {
        static final State UP = new State(Optional.empty(), "");
    }

    SourceHealth(Clock clock) {
        this.clock = clock;
    }

    synchronized State state() {
        return state;
    }

    synchronized boolean isDown() {
        return state.downSince().isPresent();
    }

    /** A new source is not to be blamed for the old one. */
    synchronized void reset() {
        state = State.UP;
    }

    synchronized void note(FetchResult result) {
        if (result instanceof FetchResult.Failed failed && failed.kind() != FetchResult.Kind.TOO_LARGE) {
            if (!isDown()) {
                logger.warn("The provisioning source is down: {}", failed.reason());
            }
            state = new State(Optional.of(state.downSince().orElseGet(clock::instant)), failed.reason());
        } else if (isDown()) {
            logger.info("The provisioning source is up again");
            state = State.UP;
        }
    }
}
