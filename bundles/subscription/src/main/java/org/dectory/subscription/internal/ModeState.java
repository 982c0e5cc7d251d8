package org.dectory.subscription.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.dectory.subscription.internal.SubscriptionWindow.Phase;

/**
 * What is stored about the modes of subscription, and what becomes of it when a person or a phone does something.
 *
 * @param window which mode is on until when
 * @param wildcard how long wildcard mode was started for last; each of its successes gives it as long again
 * @param restricted whether the duration of standard mode is restricted
 * @param autoCreate whether auto-create is switched on
 * @param firstSuccess when the first phone of all had subscribed; empty if none ever did
 * @param vouched the reading of the clock that a person vouched for by starting a mode; empty if that was never needed
 */
record ModeState(
        SubscriptionWindow window,
        Optional<Duration> wildcard,
        boolean restricted,
        boolean autoCreate,
        Optional<Instant> firstSuccess,
        Optional<ClockReading> vouched) {

    /** A new appliance: standard mode is on until somebody stops it or the first phone starts its period. */
    static final ModeState NEW = new ModeState(
            SubscriptionWindow.ENDLESS, Optional.empty(), false, false, Optional.empty(), Optional.empty());

    static final String CLOCK_REMARK =
            "The clock is earlier than what is stored, so subscription is closed. Set the clock; or, if it is right,"
                    + " start subscription.";

    /** A person starts standard mode. Before the first success it has no end. */
    ModeState standardStarted(ClockReading reading, SubscriptionSettings settings) {
        ModeState believing = believing(reading);
        return believing.with(
                firstSuccess.isEmpty()
                        ? SubscriptionWindow.ENDLESS
                        : SubscriptionWindow.standardUntil(
                                believing.time(reading).plus(standardPeriod(settings))));
    }

    /** A person opens standard mode for good. */
    ModeState alwaysOpenStarted(ClockReading reading) {
        return believing(reading).with(SubscriptionWindow.ALWAYS);
    }

    /** A person starts wildcard mode. */
    ModeState wildcardStarted(ClockReading reading, Duration period, SubscriptionSettings settings) {
        ModeState believing = believing(reading);
        return new ModeState(
                believing.wildcardFrom(believing.time(reading), period, settings),
                Optional.of(period),
                restricted,
                autoCreate,
                firstSuccess,
                believing.vouched);
    }

    /** A person stops every mode. */
    ModeState stopped() {
        return with(SubscriptionWindow.CLOSED);
    }

    /** Time has passed; a mode may have ended. */
    ModeState ended(ClockReading reading) {
        return with(window.remainingAt(time(reading)));
    }

    /**
     * A phone has subscribed. The first one of all begins the period of the mode that is on; each that came by wildcard
     * begins wildcard mode anew, if that is still on.
     */
    ModeState succeeded(ClockReading reading, boolean byWildcard, SubscriptionSettings settings) {
        Instant now = time(reading);
        ModeState counted = firstSuccess.isPresent() ? this : firstSucceeded(now, settings);
        boolean again = byWildcard && isOn(Mode.WILDCARD, now);
        return again
                ? counted.with(counted.wildcardFrom(now, wildcard.orElse(settings.wildcard()), settings))
                : counted;
    }

    private ModeState firstSucceeded(Instant now, SubscriptionSettings settings) {
        SubscriptionWindow ending = window.ending(now, standardPeriod(settings), settings.afterWildcard());
        return new ModeState(ending, wildcard, restricted, autoCreate, Optional.of(now), vouched);
    }

    private Duration standardPeriod(SubscriptionSettings settings) {
        return restricted ? settings.restricted() : settings.standard();
    }

    private SubscriptionWindow wildcardFrom(Instant now, Duration period, SubscriptionSettings settings) {
        Instant end = now.plus(period);
        if (window.isAlwaysOpen()) {
            return SubscriptionWindow.wildcardUntil(end, Phase.ALWAYS);
        }
        return SubscriptionWindow.wildcardUntil(
                end,
                firstSuccess.isEmpty() ? Phase.ENDLESS : new Phase(Mode.STANDARD, end.plus(settings.afterWildcard())));
    }

    private boolean isOn(Mode mode, Instant now) {
        return window.at(now).filter(phase -> phase.mode() == mode).isPresent();
    }

    /**
     * A person starts a mode, and so vouches for the clock: else one that was once wrong ahead would close subscription until
     * it is as late again.
     */
    private ModeState believing(ClockReading reading) {
        return reading.isWorthAVouch()
                ? new ModeState(window, wildcard, restricted, autoCreate, firstSuccess, Optional.of(reading))
                : this;
    }

    /** The time to reckon with: the clock's, or the latest stored one while the clock is set back. */
    private Instant time(ClockReading reading) {
        return reading.isSetBack(vouched) ? reading.latest() : reading.clock();
    }

    private ModeState with(SubscriptionWindow changed) {
        return new ModeState(changed, wildcard, restricted, autoCreate, firstSuccess, vouched);
    }

    ModeState withRestricted(boolean on) {
        return new ModeState(window, wildcard, on, autoCreate, firstSuccess, vouched);
    }

    ModeState withAutoCreate(boolean on) {
        return new ModeState(window, wildcard, restricted, on, firstSuccess, vouched);
    }

    /** How subscription stands by a clock that may have been set back. */
    SubscriptionStatus status(ClockReading reading) {
        boolean setBack = reading.isSetBack(vouched);
        SubscriptionWindow believed = setBack ? SubscriptionWindow.CLOSED : window;
        Optional<Phase> phase = believed.at(reading.clock());
        Mode mode = phase.map(Phase::mode).orElse(Mode.OFF);
        return new SubscriptionStatus(
                mode,
                phase.flatMap(Phase::until),
                believed.following(reading.clock()).flatMap(Phase::until),
                believed.isAlwaysOpen(),
                restricted,
                autoCreate,
                autoCreate && mode == Mode.STANDARD,
                firstSuccess.isPresent(),
                setBack ? CLOCK_REMARK : "");
    }
}
