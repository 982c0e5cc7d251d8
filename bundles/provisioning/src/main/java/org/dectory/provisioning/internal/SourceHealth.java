package org.dectory.provisioning.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers since when the source fails, and why. Thread-safe.
 *
 * <p>A server that answers, but denies a file or has an error of its own for it, may do so for this file alone. It counts as down when
 * that happens with a second file while none succeeds, or if nothing has succeeded yet.
 */
final class SourceHealth {

    private static final Logger logger = LoggerFactory.getLogger(SourceHealth.class);
    private static final int MOST_SUSPICIOUS = 1;

    private final Clock clock;
    private final Map<String, Instant> suspicious = new HashMap<>();
    private State state = State.UP;
    private boolean proven;

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

    /** A new source is not to be blamed for the old one, nor trusted for it. */
    synchronized void reset() {
        state = State.UP;
        suspicious.clear();
        proven = false;
    }

    /**
     * Learns from a fetch.
     *
     * @param file what the file is called
     * @param result what came of it
     */
    synchronized void note(String file, FetchResult result) {
        if (result instanceof Failed failed) {
            failed(file, failed);
        } else {
            up();
        }
    }

    private void failed(String file, Failed failed) {
        switch (failed.kind()) {
            case TOO_LARGE -> up();
            case ACCESS_DENIED, SERVER_ERROR -> {
                suspicious.putIfAbsent(file, clock.instant());
                if (!proven || suspicious.size() > MOST_SUSPICIOUS) {
                    down(failed);
                }
            }
            case UNREACHABLE, NOT_TRUSTED, BAD_ADDRESS -> down(failed);
        }
    }

    private void down(Failed failed) {
        if (!isDown()) {
            logger.warn("The provisioning source is down: {}", failed.reason());
        }
        proven = false;
        Instant since = state.downSince()
                .or(() -> suspicious.values().stream().min(Instant::compareTo))
                .orElseGet(clock::instant);
        suspicious.clear();
        state = new State(Optional.of(since), failed.reason());
    }

    private void up() {
        if (isDown()) {
            logger.info("The provisioning source is up again");
        }
        state = State.UP;
        suspicious.clear();
        proven = true;
    }
}
