package org.dectory.subscription.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dectory.api.subscription.SubscriptionStatus.Mode;

/** The rules of modes and periods once more, as simply as can be: what the random walk compares with. */
final class ModesModel {

    /** What standard mode does if nobody intervenes. */
    private enum Standard {
        CLOSED,
        UNTIL_AN_INSTANT,
        UNTIL_THE_FIRST_SUCCESS,
        ALWAYS
    }

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
    private static final Duration HOUR = Duration.ofHours(1);

    boolean restricted;
    boolean autoCreate;
    boolean everSubscribed;

    private Standard standard = Standard.UNTIL_THE_FIRST_SUCCESS;
    private Instant standardEnd = Instant.MIN;
    private Instant wildcardEnd = Instant.MIN;
    private Duration wildcard = TWO_MINUTES;

    Mode mode(Instant now) {
        if (now.isBefore(wildcardEnd)) {
            return Mode.WILDCARD;
        }
        return switch (standard) {
            case CLOSED -> Mode.OFF;
            case UNTIL_AN_INSTANT -> now.isBefore(standardEnd) ? Mode.STANDARD : Mode.OFF;
            case UNTIL_THE_FIRST_SUCCESS, ALWAYS -> Mode.STANDARD;
        };
    }

    Optional<Instant> until(Instant now) {
        return switch (mode(now)) {
            case OFF -> Optional.empty();
            case WILDCARD -> Optional.of(wildcardEnd);
            case STANDARD -> standardEnd();
        };
    }

    Optional<Instant> then(Instant now) {
        return mode(now) == Mode.WILDCARD ? standardEnd() : Optional.empty();
    }

    boolean isAlwaysOpen() {
        return standard == Standard.ALWAYS;
    }

    private Optional<Instant> standardEnd() {
        return standard == Standard.UNTIL_AN_INSTANT ? Optional.of(standardEnd) : Optional.empty();
    }

    void startStandard(Instant now) {
        stop();
        if (everSubscribed) {
            endStandard(now.plus(restricted ? TWO_MINUTES : DAY));
        } else {
            standard = Standard.UNTIL_THE_FIRST_SUCCESS;
        }
    }

    void openAlways() {
        stop();
        standard = Standard.ALWAYS;
    }

    void startWildcard(Instant now, Duration period) {
        wildcard = period;
        wildcardEnd = now.plus(period);
        if (standard == Standard.ALWAYS) {
            return;
        }
        if (everSubscribed) {
            endStandard(wildcardEnd.plus(HOUR));
        } else {
            standard = Standard.UNTIL_THE_FIRST_SUCCESS;
        }
    }

    void stop() {
        standard = Standard.CLOSED;
        wildcardEnd = Instant.MIN;
    }

    /** A phone subscribes, which only happens while a mode is on. */
    void succeeded(Instant now, boolean byWildcard) {
        boolean first = !everSubscribed;
        everSubscribed = true;
        if (first && standard == Standard.UNTIL_THE_FIRST_SUCCESS) {
            boolean during = mode(now) == Mode.WILDCARD;
            endStandard(during ? wildcardEnd.plus(HOUR) : now.plus(restricted ? TWO_MINUTES : DAY));
        }
        if (byWildcard) {
            startWildcard(now, wildcard);
        }
    }

    private void endStandard(Instant end) {
        standard = Standard.UNTIL_AN_INSTANT;
        standardEnd = end;
    }
}
