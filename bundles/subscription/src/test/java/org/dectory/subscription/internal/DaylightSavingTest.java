package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.TimeZone;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Periods are spans of time: a night in which the clocks on the wall are changed has no influence. */
@Tag("SUB-10")
class DaylightSavingTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final TimeZone before = TimeZone.getDefault();

    @AfterEach
    void restoreTheTimeZone() {
        TimeZone.setDefault(before);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        // At noon of the day before; a day later the clock on the wall shows one, or eleven.
        "2026-03-28T11:00:00Z, the clocks go ahead, 13:00",
        "2026-10-24T10:00:00Z, the clocks go back,  11:00",
    })
    void keepsEachPeriodAsLongAsItIs(Instant noon, String night, LocalTime wallClock) {
        TimeZone.setDefault(TimeZone.getTimeZone(BERLIN));
        ManualClock clock = new ManualClock(noon);

        try (Story story = new Story(new Appliance(clock))) {
            story.go("known in; shows STANDARD 24h; 23h59m59.999s; shows STANDARD 0.001s; known in; restart; 0.001s");
            story.go("shows OFF; known MODE_OFF");

            assertThat(clock.instant().atZone(BERLIN).toLocalTime()).isEqualTo(wallClock);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2026-03-29T00:59:00Z", "2026-10-25T00:59:00Z"})
    void keepsWildcardModeAsLongAsItIs(Instant lastMinuteBeforeTheChange) {
        TimeZone.setDefault(TimeZone.getTimeZone(BERLIN));

        try (Story story = new Story(new Appliance(new ManualClock(lastMinuteBeforeTheChange)))) {
            story.go("known in; wildcard; 1m59.999s; visitor in; shows WILDCARD 2m, STANDARD 1h2m; restart; 2m");
            story.go("shows STANDARD 1h; 59m59.999s; known in; 0.001s; known MODE_OFF");
        }
    }
}
