package org.dectory.subscription.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dectory.api.store.Actor;
import org.dectory.api.subscription.SubscriptionStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people do to the modes. Each deed completes, when it is durable, with the new status. Thread-safe. */
final class ModeSwitches {

    private static final Logger LOG = LoggerFactory.getLogger(ModeSwitches.class);

    private final SubscriptionPeriods periods;
    private final Supplier<SubscriptionSettings> settings;

    ModeSwitches(SubscriptionPeriods periods, Supplier<SubscriptionSettings> settings) {
        this.periods = periods;
        this.settings = settings;
    }

    CompletionStage<SubscriptionStatus> startStandard(Actor actor) {
        SubscriptionSettings now = settings.get();
        LOG.info("Standard subscription is started by {}", actor.name());
        return periods.change(actor, (state, reading) -> state.standardStarted(reading, now));
    }

    CompletionStage<SubscriptionStatus> startAlwaysOpen(Actor actor) {
        LOG.info("Standard subscription is opened for good by {}", actor.name());
        return periods.change(actor, (state, reading) -> state.alwaysOpenStarted(reading));
    }

    CompletionStage<SubscriptionStatus> startWildcard(Optional<Duration> asked, Actor actor) {
        SubscriptionSettings now = settings.get();
        Duration period = asked.map(ModeSwitches::requireWildcard).orElse(now.wildcard());
        LOG.info("Wildcard subscription is started for {} minutes by {}", period.toMinutes(), actor.name());
        return periods.change(actor, (state, reading) -> state.wildcardStarted(reading, period, now));
    }

    private static Duration requireWildcard(Duration period) {
        long minutes = period.toMinutes();
        if (minutes < 1 || minutes > SubscriptionSettings.MAX_WILDCARD || !period.equals(Duration.ofMinutes(minutes))) {
            throw new IllegalArgumentException("period: " + period + " (expected: 1 to 60 whole minutes)");
        }
        return period;
    }

    CompletionStage<SubscriptionStatus> stop(Actor actor) {
        LOG.info("Subscription is stopped by {}", actor.name());
        return periods.change(actor, (state, reading) -> state.stopped());
    }

    CompletionStage<SubscriptionStatus> restrictDuration(boolean on, Actor actor) {
        LOG.info("Restricting the duration of standard subscription is switched {} by {}", onOff(on), actor.name());
        return periods.change(actor, (state, reading) -> state.withRestricted(on));
    }

    CompletionStage<SubscriptionStatus> autoCreate(boolean on, Actor actor) {
        LOG.info("Auto-create on subscription is switched {} by {}", onOff(on), actor.name());
        return periods.change(actor, (state, reading) -> state.withAutoCreate(on));
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
