package org.dectory.fieldupdate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;

@Tag("OSG-03")
class HandsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Hands hands = new Hands();
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void trySomethingAgainWhileSomebodyElseHoldsTheFramework() throws Exception {
        String done = hands.within(LIMIT, "a stops", new ThreadGroup("test"), () -> {
            if (tries.incrementAndGet() < 3) {
                throw new BundleException("Unable to acquire global lock for resolve.");
            }
            return "stopped";
        });

        assertThat(done).isEqualTo("stopped");
        assertThat(hands.stuck()).isEmpty();
    }

    @Test
    void tryNothingAgainThatFailsForAnotherReason() {
        assertThatThrownBy(() -> hands.within(LIMIT, "a starts", new ThreadGroup("test"), () -> {
                    tries.incrementAndGet();
                    throw new BundleException("no good");
                }))
                .isInstanceOf(FailedStepException.class)
                .hasMessage("a starts: no good");
        assertThat(tries).hasValue(1);
    }
}
