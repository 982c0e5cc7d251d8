package org.dectory.subscription.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dectory.api.subscription.SubscriptionStatus.Mode;

/**
 * Which mode of subscription is on until when, and which one follows it.
 *
 * @param phases the modes in the order in which they follow each other; none if subscription is closed
 */
record SubscriptionWindow(List<Phase> phases) {

    /** No mode is on. */
    static final SubscriptionWindow CLOSED = new SubscriptionWindow(List.of());

    /** Standard mode until the first success gives it an end, as on an appliance where no phone ever subscribed. */
    static final SubscriptionWindow ENDLESS = new SubscriptionWindow(List.of(Phase.ENDLESS));

    /** Standard mode for good. */
    static final SubscriptionWindow ALWAYS = new SubscriptionWindow(List.of(Phase.ALWAYS));

    private static final String NO_END = "-";
    private static final String FOR_GOOD = "always";

    /**
     * One mode.
     *
     * @param mode the mode
     * @param until when it ends by itself; empty if it does not
     * @param always whether it has no end because a person wants it so, and not for want of a first success
     */
    record Phase(Mode mode, Optional<Instant> until, boolean always) {

        static final Phase ENDLESS = new Phase(Mode.STANDARD, Optional.empty(), false);
        static final Phase ALWAYS = new Phase(Mode.STANDARD, Optional.empty(), true);

        Phase(Mode mode, Instant until) {
            this(mode, Optional.of(until), false);
        }

        boolean hasEndedAt(Instant now) {
            return until.isPresent() && !now.isBefore(until.orElseThrow());
        }

        private String text() {
            return mode + " " + until.map(Instant::toString).orElse(always ? FOR_GOOD : NO_END);
        }
    }

    SubscriptionWindow {
        phases = List.copyOf(phases);
    }

    /** Standard mode up to an instant. */
    static SubscriptionWindow standardUntil(Instant end) {
        return new SubscriptionWindow(List.of(new Phase(Mode.STANDARD, end)));
    }

    /** Wildcard mode up to an instant, and what follows it. */
    static SubscriptionWindow wildcardUntil(Instant end, Phase following) {
        return new SubscriptionWindow(List.of(new Phase(Mode.WILDCARD, end), following));
    }

    /** The mode that is on at an instant; empty if none is. */
    Optional<Phase> at(Instant now) {
        return remainingAt(now).phases.stream().findFirst();
    }

    /** The mode that follows by itself the one that is on at an instant; empty if none does. */
    Optional<Phase> following(Instant now) {
        return remainingAt(now).phases.stream().skip(1).findFirst();
    }

    /** What is left of it at an instant. */
    SubscriptionWindow remainingAt(Instant now) {
        return new SubscriptionWindow(
                phases.stream().filter(phase -> !phase.hasEndedAt(now)).toList());
    }

    /** Whether it ends, by itself, in standard mode for good. */
    boolean isAlwaysOpen() {
        return phases.stream().anyMatch(Phase::always);
    }

    /** Standard mode that waits for the first success gets an end, reckoned from now or from the end of wildcard mode. */
    SubscriptionWindow ending(Instant now, Duration period, Duration afterWildcard) {
        Optional<Instant> wildcardEnd =
                at(now).filter(phase -> phase.mode() == Mode.WILDCARD).flatMap(Phase::until);
        Instant end = wildcardEnd.map(instant -> instant.plus(afterWildcard)).orElseGet(() -> now.plus(period));
        return new SubscriptionWindow(phases.stream()
                .map(phase -> phase.equals(Phase.ENDLESS) ? new Phase(Mode.STANDARD, end) : phase)
                .toList());
    }

    /**
     * The stored form: each phase as {@code MODE until}, parted by commas, with {@code -} for no end and {@code always} for no
     * end that a person wants.
     */
    String text() {
        return phases.stream().map(Phase::text).collect(Collectors.joining(","));
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    static SubscriptionWindow parse(String text) {
        return new SubscriptionWindow(
                text.isEmpty()
                        ? List.of()
                        : List.of(text.split(",")).stream()
                                .map(SubscriptionWindow::phase)
                                .toList());
    }

    private static Phase phase(String text) {
        if (text.equals(Phase.ENDLESS.text())) {
            return Phase.ENDLESS;
        }
        if (text.equals(Phase.ALWAYS.text())) {
            return Phase.ALWAYS;
        }
        int gap = text.indexOf(' ');
        if (gap < 0) {
            throw new IllegalArgumentException("window: '" + text + "' (expected: MODE until)");
        }
        try {
            return new Phase(Mode.valueOf(text.substring(0, gap)), Instant.parse(text.substring(gap + 1)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("window: '" + text + "' (expected: an instant, - or always)", e);
        }
    }
}
