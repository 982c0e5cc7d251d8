package org.dectory.subscription.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.dectory.api.time.Scheduler;
import org.dectory.api.time.Scheduler.Appointment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and ends the modes of subscription and tells the radio. What counts is always what is stored and what the clock
 * shows; the timer only brings the radio and the pages up to date when a period ends. Thread-safe.
 */
final class SubscriptionPeriods implements AutoCloseable {

    /** How often a clock that is wrong is looked at again. */
    static final Duration CLOCK_CHECK = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionPeriods.class);

    private final Store store;
    private final Radio radio;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Executor executor;

    /** What the radio was told last. */
    private Optional<Boolean> told = Optional.empty();

    private Optional<Appointment> next = Optional.empty();
    private boolean closed;

    SubscriptionPeriods(Store store, Radio radio, Scheduler scheduler, Clock clock, Executor executor) {
        this.store = store;
        this.radio = radio;
        this.scheduler = scheduler;
        this.clock = clock;
        this.executor = executor;
    }

    /** Opens or closes the radio by what is stored; writes the end of a period that ended while the power was off. */
    void begin() {
        SubscriptionStatus status = refresh();
        SubscriptionWindow window = store.read(StoredState::read).window();
        if (status.remark().isEmpty() && !window.remainingAt(clock.instant()).equals(window)) {
            end();
        }
    }

    /** How subscription stands now. */
    SubscriptionStatus status() {
        record Stored(ModeState state, Optional<Instant> latest) {}
        Stored stored = store.read(view -> new Stored(StoredState.read(view), view.latestInstant()));
        // The clock after the store: what others write in between cannot make it look late.
        return stored.state().status(ClockReading.of(clock.instant(), stored.latest()));
    }

    /**
     * Changes what is stored.
     *
     * @param actor who changes it
     * @param change gives the new state for the one that was stored and what the clock shows; pure
     * @return completes, when it is durable, with the new status
     */
    CompletionStage<SubscriptionStatus> change(Actor actor, BiFunction<ModeState, ClockReading, ModeState> change) {
        Instant now = clock.instant();
        return store.write(actor, transaction -> {
                    ModeState former = StoredState.read(transaction);
                    // Not the time of the transaction, which stays ahead once the clock was.
                    ClockReading reading = ClockReading.of(now, transaction.latestInstant());
                    return StoredState.write(transaction, former, change.apply(former, reading));
                })
                .thenApplyAsync(state -> refresh(), executor);
    }

    /** Tells the radio whether subscription is open, and arranges to look again when that changes by itself. */
    synchronized SubscriptionStatus refresh() {
        SubscriptionStatus status = status();
        next.ifPresent(Appointment::cancel);
        next = Optional.empty();
        if (closed) {
            return status;
        }
        tellRadio(status.mode() != Mode.OFF);
        if (status.until().isPresent()) {
            next = Optional.of(scheduler.at(status.until().orElseThrow(), this::end));
        } else if (!status.remark().isEmpty()) {
            next = Optional.of(scheduler.at(clock.instant().plus(CLOCK_CHECK), this::refresh));
        }
        return status;
    }

    private void tellRadio(boolean open) {
        if (!told.equals(Optional.of(open))) {
            radio.allowSubscription(open);
            told = Optional.of(open);
        }
    }

    /** A mode has ended, perhaps while the power was off; what followers of the feed see of it is written here. */
    void end() {
        change(Actor.system("subscription"), ModeState::ended).whenComplete((status, failure) -> {
            if (failure == null) {
                LOG.info("A subscription period has ended, the mode is now {}", status.mode());
            } else {
                LOG.warn("The end of a subscription period could not be stored: {}", failure.getMessage());
                refresh();
            }
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.ifPresent(Appointment::cancel);
        next = Optional.empty();
    }
}
