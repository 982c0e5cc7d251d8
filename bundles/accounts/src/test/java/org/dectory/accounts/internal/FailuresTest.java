package org.dectory.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private final Failures failures = new Failures(new ManualClock());

    @Test
    @Tag("SEC-03")
    void forgetsTheOldestWhenThousandsOfOriginsFail() {
        fail("first", 5);
        for (int i = 0; i < 4095; i++) {
            fail("origin " + i, 1);
        }
        assertThat(failures.isLocked("first")).isTrue();

        fail("one too many", 1);

        assertThat(failures.isLocked("first")).isFalse();
    }

    @Test
    void remembersWhoGoesOnFailing() {
        fail("guesser", 5);
        for (int i = 0; i < 4095; i++) {
            fail("origin " + i, 1);
        }
        fail("guesser", 1);

        fail("one too many", 1);

        assertThat(failures.isLocked("guesser")).isTrue();
    }

    private void fail(String origin, int times) {
        for (int i = 0; i < times; i++) {
            failures.failed(origin);
        }
    }
}
