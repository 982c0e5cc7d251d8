package org.dectory.subscription.internal;

import java.time.Duration;

/**
 * The settings of the configuration.
 *
 * @param standard how long standard mode lasts, 1 hour to 30 days
 * @param refusalsPerPhone after how many refusals within a minute a phone is not listened to any more, 1 to 1000
 * @param refusalsOverall after how many refusals within a minute of all phones unknown ones are not listened to any more,
 *     1 to 100,000
 */
record SubscriptionSettings(Duration standard, int refusalsPerPhone, int refusalsOverall) {

    /** What counts while nothing else was configured. */
    static final SubscriptionSettings DEFAULT = new SubscriptionSettings(Duration.ofHours(24), 5, 60);

    private static final int MAX_HOURS = 720;

    SubscriptionSettings {
        require("standard.hours", standard.toHours(), MAX_HOURS);
        require("refusals.phone", refusalsPerPhone, 1000);
        require("refusals.overall", refusalsOverall, 100_000);
    }

    private static void require(String name, long value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 to " + max + ")");
        }
    }
}
