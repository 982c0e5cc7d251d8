package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dectory.api.identity.Ipei;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("SEC-03")
class AttemptLimiterTest {

    private static final Ipei GUESSER = new Ipei(16, 1);

    private final ManualClock clock = new ManualClock();
    private final AttemptLimiter limiter = new AttemptLimiter(clock, () -> SubscriptionSettings.DEFAULT);

    @Test
    void countsAPhoneAlsoWhileAnyNumberOfOthersIsRefused() {
        for (int other = 0; other < AttemptLimiter.MAX_PHONES; other++) {
            limiter.refused(new Ipei(17, other));
        }

        for (int guess = 0; guess < 5; guess++) {
            limiter.refused(GUESSER);
        }

        assertThat(limiter.isTired(GUESSER)).isTrue();
        assertThat(limiter.isTired(new Ipei(18, 1))).isFalse();
    }

    @Test
    void forgivesAfterTheMinute() {
        for (int guess = 0; guess < 5; guess++) {
            limiter.refused(GUESSER);
        }

        clock.advance(Duration.ofMinutes(1));

        assertThat(limiter.isTired(GUESSER)).isFalse();
    }
}
