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

    /** Standard mode without end, as on an appliance where no phone ever subscribed. */
    static final SubscriptionWindow ENDLESS =
            new SubscriptionWindow(List.of(new Phase(Mode.STANDARD, Optional.empty())));

    private static final String NO_END = "-";

    /**
     * One mode.
     *
     * @param mode the mode
     * @param until when it ends by itself; empty if it does not
     */
    record Phase(Mode mode, Optional<Instant> until) {

        boolean hasEndedAt(Instant now) {
            return until.isPresent() && !now.isBefore(until.orElseThrow());
        }
    }

    SubscriptionWindow {
        phases = List.copyOf(phases);
    }

    /** Standard mode up to an instant. */
    static SubscriptionWindow standardUntil(Instant end) {
        return new SubscriptionWindow(List.of(new Phase(Mode.STANDARD, Optional.of(end))));
    }

    /** The mode that is on at an instant; empty if none is. */
    Optional<Phase> at(Instant now) {
        return phases.stream().filter(phase -> !phase.hasEndedAt(now)).findFirst();
    }

    /** What is left of it at an instant. */
    SubscriptionWindow remainingAt(Instant now) {
        return new SubscriptionWindow(
                phases.stream().filter(phase -> !phase.hasEndedAt(now)).toList());
    }

    /** A mode without end gets one, as the first success wants it. */
    SubscriptionWindow endingAfter(Instant now, Duration period) {
        Optional<Instant> end = Optional.of(now.plus(period));
        return new SubscriptionWindow(phases.stream()
                .map(phase -> new Phase(phase.mode(), phase.until().or(() -> end)))
                .toList());
    }

    /** The stored form: each phase as {@code MODE until}, parted by commas, with {@code -} for no end. */
    String text() {
        return phases.stream()
                .map(phase -> phase.mode() + " "
                        + phase.until().map(Instant::toString).orElse(NO_END))
                .collect(Collectors.joining(","));
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
        int gap = text.indexOf(' ');
        if (gap < 0) {
            throw new IllegalArgumentException("window: '" + text + "' (expected: MODE until)");
        }
        String until = text.substring(gap + 1);
        try {
            return new Phase(
                    Mode.valueOf(text.substring(0, gap)),
                    until.equals(NO_END) ? Optional.empty() : Optional.of(Instant.parse(until)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("window: '" + text + "' (expected: an instant or -)", e);
        }
    }
}
