package org.dectory.subscription.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dectory.api.settings.ReadableSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of the configuration.
 *
 * @param standard how long standard mode lasts, 1 hour to 30 days
 * @param restricted how long it lasts while its duration is restricted, 1 minute to 1 day
 * @param wildcard how long wildcard mode lasts unless its start says otherwise, 1 to 60 minutes
 * @param afterWildcard how long the standard mode lasts that follows it, 1 minute to 30 days
 * @param algorithms the algorithms that phones may subscribe with, the preferred one first; at least one
 * @param refusalsPerPhone after how many refusals within a minute a phone is not listened to any more, 1 to 1000
 * @param refusalsOverall after how many refusals within a minute of all phones unknown ones are not listened to any more,
 *     1 to 100,000
 */
record SubscriptionSettings(
        Duration standard,
        Duration restricted,
        Duration wildcard,
        Duration afterWildcard,
        List<String> algorithms,
        int refusalsPerPhone,
        int refusalsOverall) {

    /** What counts while nothing else was configured. */
    static final SubscriptionSettings DEFAULT = new SubscriptionSettings(
            Duration.ofHours(24),
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofHours(1),
            List.of("DSAA2", "DSAA"),
            5,
            60);

    /** Longest wildcard mode, in minutes. */
    static final int MAX_WILDCARD = 60;

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionSettings.class);

    static final int MAX_ALGORITHMS = 10;

    private static final int MAX_HOURS = 720;

    SubscriptionSettings {
        algorithms = List.copyOf(algorithms);
        require("standard.hours", standard.toHours(), MAX_HOURS);
        require("restricted.minutes", restricted.toMinutes(), 1440);
        require("wildcard.minutes", wildcard.toMinutes(), MAX_WILDCARD);
        require("standard.after.wildcard.minutes", afterWildcard.toMinutes(), MAX_HOURS * 60);
        require("algorithms", algorithms.size(), MAX_ALGORITHMS);
        require("refusals.phone", refusalsPerPhone, 1000);
        require("refusals.overall", refusalsOverall, 100_000);
    }

    /** The settings of a configuration; empty, with a line in the log, if one of them is out of its range. */
    static Optional<SubscriptionSettings> of(SubscriptionConfig written) {
        SubscriptionConfig config = ReadableSettings.of(SubscriptionConfig.class, written, LOG::warn);
        try {
            return Optional.of(new SubscriptionSettings(
                    Duration.ofHours(config.standard_hours()),
                    Duration.ofMinutes(config.restricted_minutes()),
                    Duration.ofMinutes(config.wildcard_minutes()),
                    Duration.ofMinutes(config.standard_after_wildcard_minutes()),
                    List.of(config.algorithms()),
                    config.refusals_phone(),
                    config.refusals_overall()));
        } catch (IllegalArgumentException e) {
            LOG.warn("The configuration is refused: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static void require(String name, long value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + max + ")");
        }
    }
}
