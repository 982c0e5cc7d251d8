package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The periods are settings, each within its range. */
@Tag("SUB-05")
@Tag("SUB-06")
class SubscriptionSettingsTest {

    @Test
    void haveTheDefaultsOfTheRequirements() {
        SubscriptionSettings settings = SubscriptionSettings.DEFAULT;

        assertThat(settings.standard()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.restricted()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.wildcard()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.afterWildcard()).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest(name = "{0} h, {1} min, {2} min, {3} min: {4}")
    @CsvSource({
        "1,   1,    1,  1,     accepted",
        "720, 1440, 60, 43200, accepted",
        "0,   2,    2,  60,    standard.hours",
        "721, 2,    2,  60,    standard.hours",
        "24,  0,    2,  60,    restricted.minutes",
        "24,  1441, 2,  60,    restricted.minutes",
        "24,  2,    0,  60,    wildcard.minutes",
        "24,  2,    61, 60,    wildcard.minutes",
        "24,  2,    -1, 60,    wildcard.minutes",
        "24,  2,    2,  0,     standard.after.wildcard.minutes",
        "24,  2,    2,  43201, standard.after.wildcard.minutes",
    })
    void nameTheOneThatIsOutOfItsRange(int standard, int restricted, int wildcard, int after, String outcome) {
        if (outcome.equals("accepted")) {
            assertThat(settings(standard, restricted, wildcard, after)).isNotNull();
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings(standard, restricted, wildcard, after))
                    .withMessageStartingWith(outcome + ":");
        }
    }

    @Test
    void doNotBecomeAListOfAlgorithmsWithWhichAllWouldBeRefused() {
        AlgorithmsCheck check = new AlgorithmsCheck();

        check.check(Map.of("algorithms", new String[] {"DSAA"}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.check(Map.of("algorithms", new String[0])))
                .withMessageStartingWith("algorithms:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.check(Map.of("algorithms", new String[11])))
                .withMessageStartingWith("algorithms:");
    }

    private static SubscriptionSettings settings(int standard, int restricted, int wildcard, int after) {
        return new SubscriptionSettings(
                Duration.ofHours(standard),
                Duration.ofMinutes(restricted),
                Duration.ofMinutes(wildcard),
                Duration.ofMinutes(after),
                List.of("DSAA"),
                5,
                60);
    }
}
