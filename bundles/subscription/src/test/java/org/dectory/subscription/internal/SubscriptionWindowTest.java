package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.dectory.subscription.internal.SubscriptionWindow.Phase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionWindowTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));

    /** As wildcard mode will have it: standard mode follows. */
    private static final SubscriptionWindow TWO_PHASES =
            new SubscriptionWindow(List.of(new Phase(Mode.WILDCARD, NOON), new Phase(Mode.STANDARD, ONE)));

    @Test
    @Tag("SUB-10")
    void endsAtItsInstantAndNotBefore() {
        SubscriptionWindow window = SubscriptionWindow.standardUntil(NOON);

        assertThat(window.at(NOON.minusNanos(1))).map(Phase::mode).contains(Mode.STANDARD);
        assertThat(window.at(NOON)).isEmpty();
        assertThat(window.at(Instant.MAX)).isEmpty();
    }

    @Test
    void goesFromOnePhaseToTheNext() {
        assertThat(TWO_PHASES.at(NOON.minusNanos(1))).map(Phase::mode).contains(Mode.WILDCARD);
        assertThat(TWO_PHASES.at(NOON)).map(Phase::mode).contains(Mode.STANDARD);
        assertThat(TWO_PHASES.at(ONE)).isEmpty();
        assertThat(TWO_PHASES.remainingAt(NOON)).isEqualTo(SubscriptionWindow.standardUntil(ONE));
        assertThat(TWO_PHASES.remainingAt(ONE)).isEqualTo(SubscriptionWindow.CLOSED);
    }

    @Test
    @Tag("SUB-04")
    void getsAnEndWhereItHasNone() {
        assertThat(SubscriptionWindow.ENDLESS.at(Instant.MAX)).isPresent();
        assertThat(ending(SubscriptionWindow.ENDLESS)).isEqualTo(SubscriptionWindow.standardUntil(ONE));
        assertThat(ending(TWO_PHASES)).isEqualTo(TWO_PHASES);
        assertThat(ending(SubscriptionWindow.CLOSED)).isEqualTo(SubscriptionWindow.CLOSED);
        assertThat(ending(SubscriptionWindow.ALWAYS)).isEqualTo(SubscriptionWindow.ALWAYS);
    }

    private static SubscriptionWindow ending(SubscriptionWindow window) {
        return window.ending(NOON, Duration.ofHours(1), Duration.ofHours(9));
    }

    @Test
    void isReadAsItWasWritten() {
        List.of(SubscriptionWindow.CLOSED, SubscriptionWindow.ENDLESS, SubscriptionWindow.ALWAYS, TWO_PHASES)
                .forEach(window ->
                        assertThat(SubscriptionWindow.parse(window.text())).isEqualTo(window));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STANDARD", "STANDARD ", "STANDARD tomorrow", "LATER -", " "})
    void refusesWhatNobodyWrote(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SubscriptionWindow.parse(text));
    }
}
