package org.dectory.subscription.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.dectory.subscription.internal.SubscriptionWindow.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is stored about the modes of subscription.
 *
 * @param window which mode is on until when
 * @param autoCreate whether auto-create is switched on
 * @param firstSuccess when the first phone of all had subscribed; empty if none ever did
 * @param vouched the reading of the clock that a person vouched for by starting a mode; empty if that was never needed
 */
record SubscriptionState(
        SubscriptionWindow window, boolean autoCreate, Optional<Instant> firstSuccess, Optional<ClockReading> vouched) {

    /** A new appliance: standard mode is on until somebody stops it or the first phone starts its period. */
    static final SubscriptionState NEW =
            new SubscriptionState(SubscriptionWindow.ENDLESS, false, Optional.empty(), Optional.empty());

    static final String CLOCK_REMARK =
            "The clock is earlier than what is stored, so subscription is closed. Set the clock; or, if it is right,"
                    + " start subscription.";

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionState.class);

    private static final String WINDOW = "subscription.window";
    private static final String AUTO_CREATE = "subscription.auto-create";
    private static final String EVER = "subscription.ever";
    private static final String CLOCK = "subscription.clock";

    static SubscriptionState read(StoreView view) {
        return new SubscriptionState(
                view.findState(WINDOW).map(SubscriptionState::windowOrClosed).orElse(NEW.window()),
                view.findState(AUTO_CREATE).map("on"::equals).orElse(NEW.autoCreate()),
                view.findState(EVER).flatMap(SubscriptionState::instant),
                view.findState(CLOCK).flatMap(ClockReading::parse));
    }

    /** Text that cannot be read was written by a newer firmware or is damaged: closing is the safe answer. */
    private static SubscriptionWindow windowOrClosed(String text) {
        try {
            return SubscriptionWindow.parse(text);
        } catch (IllegalArgumentException e) {
            LOG.warn("Subscription is closed, the stored mode cannot be read: {}", e.getMessage());
            return SubscriptionWindow.CLOSED;
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.of(Instant.EPOCH);
        }
    }

    /** Writes what differs from the former state; so the change feed tells what happened and nothing else. */
    SubscriptionState write(StoreTransaction transaction, SubscriptionState former) {
        if (!window.equals(former.window)) {
            transaction.putState(WINDOW, window.text());
        }
        if (autoCreate != former.autoCreate) {
            transaction.putState(AUTO_CREATE, autoCreate ? "on" : "off");
        }
        if (firstSuccess.isPresent() && former.firstSuccess.isEmpty()) {
            transaction.putState(EVER, firstSuccess.orElseThrow().toString());
        }
        if (vouched.isPresent() && !vouched.equals(former.vouched)) {
            transaction.putState(CLOCK, vouched.orElseThrow().text());
        }
        return this;
    }

    /**
     * A person starts standard mode, and so vouches for the clock: else one that was once wrong ahead would close
     * subscription until it is as late again. Before the first success the mode has no end.
     */
    SubscriptionState standardStarted(ClockReading reading, Duration period) {
        SubscriptionState believing = reading.isWorthAVouch()
                ? new SubscriptionState(window, autoCreate, firstSuccess, Optional.of(reading))
                : this;
        return believing.with(
                firstSuccess.isEmpty()
                        ? SubscriptionWindow.ENDLESS
                        : SubscriptionWindow.standardUntil(
                                believing.time(reading).plus(period)));
    }

    /** The time to reckon with: the clock's, or the latest stored one while the clock is set back. */
    Instant time(ClockReading reading) {
        return reading.isSetBack(vouched) ? reading.latest() : reading.clock();
    }

    SubscriptionState with(SubscriptionWindow changed) {
        return new SubscriptionState(changed, autoCreate, firstSuccess, vouched);
    }

    SubscriptionState withAutoCreate(boolean on) {
        return new SubscriptionState(window, on, firstSuccess, vouched);
    }

    /** A phone has subscribed; if it is the first of all, the period of the mode that is on begins. */
    SubscriptionState succeeded(Instant now, Duration period) {
        return firstSuccess.isPresent()
                ? this
                : new SubscriptionState(window.endingAfter(now, period), autoCreate, Optional.of(now), vouched);
    }

    /** How subscription stands at an instant, by a clock that is right. */
    SubscriptionStatus status(Instant now) {
        Optional<Phase> phase = window.at(now);
        Mode mode = phase.map(Phase::mode).orElse(Mode.OFF);
        return new SubscriptionStatus(
                mode,
                phase.flatMap(Phase::until),
                autoCreate,
                autoCreate && mode == Mode.STANDARD,
                firstSuccess.isPresent(),
                "");
    }

    /** How subscription stands by a clock that may have been set back. */
    SubscriptionStatus status(ClockReading reading) {
        return reading.isSetBack(vouched)
                ? new SubscriptionStatus(
                        Mode.OFF, Optional.empty(), autoCreate, false, firstSuccess.isPresent(), CLOCK_REMARK)
                : status(reading.clock());
    }
}
