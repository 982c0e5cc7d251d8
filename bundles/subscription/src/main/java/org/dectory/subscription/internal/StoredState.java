package org.dectory.subscription.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.dectory.api.store.StoreTransaction;
import org.dectory.api.store.StoreView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the {@link ModeState} is kept: each part under a key of its own, so that the change feed names it. */
final class StoredState {

    private static final Logger LOG = LoggerFactory.getLogger(StoredState.class);

    private static final String WINDOW = "subscription.window";
    private static final String WILDCARD = "subscription.wildcard";
    private static final String RESTRICTED = "subscription.restricted";
    private static final String AUTO_CREATE = "subscription.auto-create";
    private static final String EVER = "subscription.ever";
    private static final String CLOCK = "subscription.clock";

    private static final String ON = "on";
    private static final String OFF = "off";

    private StoredState() {}

    static ModeState read(StoreView view) {
        ModeState fresh = ModeState.NEW;
        return new ModeState(
                view.findState(WINDOW).map(StoredState::windowOrClosed).orElse(fresh.window()),
                view.findState(WILDCARD).flatMap(StoredState::duration),
                view.findState(RESTRICTED).map(ON::equals).orElse(fresh.restricted()),
                view.findState(AUTO_CREATE).map(ON::equals).orElse(fresh.autoCreate()),
                view.findState(EVER).map(StoredState::instantOrEpoch),
                view.findState(CLOCK).flatMap(ClockReading::parse));
    }

    /** Writes what differs from the former state; so the change feed tells what happened and nothing else. */
    static ModeState write(StoreTransaction transaction, ModeState former, ModeState changed) {
        if (!changed.window().equals(former.window())) {
            transaction.putState(WINDOW, changed.window().text());
        }
        if (!changed.wildcard().equals(former.wildcard())) {
            changed.wildcard().ifPresent(period -> transaction.putQuietState(WILDCARD, period.toString()));
        }
        if (changed.restricted() != former.restricted()) {
            transaction.putState(RESTRICTED, changed.restricted() ? ON : OFF);
        }
        if (changed.autoCreate() != former.autoCreate()) {
            transaction.putState(AUTO_CREATE, changed.autoCreate() ? ON : OFF);
        }
        if (changed.firstSuccess().isPresent() && former.firstSuccess().isEmpty()) {
            transaction.putState(EVER, changed.firstSuccess().orElseThrow().toString());
        }
        if (changed.vouched().isPresent() && !changed.vouched().equals(former.vouched())) {
            transaction.putState(CLOCK, changed.vouched().orElseThrow().text());
        }
        return changed;
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

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Instant instantOrEpoch(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
