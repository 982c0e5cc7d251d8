package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("LOG-04")
class SignOutRulesTest {

    @ParameterizedTest(name = "{0} in {1}: who logs in at {2} is signed out at {3}")
    @CsvSource({
        // the same day, and the next
        "20:00, Europe/Berlin, 2026-03-02T08:00+01:00, 2026-03-02T20:00+01:00",
        "20:00, Europe/Berlin, 2026-03-02T19:59:59.999+01:00, 2026-03-02T20:00+01:00",
        "20:00, Europe/Berlin, 2026-03-02T20:00+01:00, 2026-03-03T20:00+01:00",
        "00:00, Europe/Berlin, 2026-03-02T23:59+01:00, 2026-03-03T00:00+01:00",
        "00:00, Europe/Berlin, 2026-03-02T00:00+01:00, 2026-03-03T00:00+01:00",
        // another zone than the phone's day
        "20:00, Asia/Tokyo, 2026-03-02T20:00+01:00, 2026-03-03T20:00+09:00",
        "06:00, America/Los_Angeles, 2026-03-02T08:00+00:00, 2026-03-02T06:00-08:00",
        // Europe puts the clocks forward on 29 March 2026, 02:00 to 03:00: 02:30 is left out
        "02:30, Europe/Berlin, 2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00",
        "02:00, Europe/Berlin, 2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00",
        "03:00, Europe/Berlin, 2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00",
        "02:30, Europe/Berlin, 2026-03-29T03:00+02:00, 2026-03-30T02:30+02:00",
        "02:30, Europe/Berlin, 2026-03-28T12:00+01:00, 2026-03-29T03:00+02:00",
        "20:00, Europe/Berlin, 2026-03-28T20:00+01:00, 2026-03-29T20:00+02:00",
        // and back on 25 October 2026, 03:00 to 02:00: 02:30 comes twice, and counts once
        "02:30, Europe/Berlin, 2026-10-25T01:00+02:00, 2026-10-25T02:30+02:00",
        "02:30, Europe/Berlin, 2026-10-25T02:30+02:00, 2026-10-26T02:30+01:00",
        "02:30, Europe/Berlin, 2026-10-25T02:10+01:00, 2026-10-26T02:30+01:00",
        "20:00, Europe/Berlin, 2026-10-24T20:00+02:00, 2026-10-25T20:00+01:00",
        // zones that leave out midnight, and a whole day
        "00:00, Africa/Cairo, 2026-04-23T12:00+02:00, 2026-04-24T01:00+03:00",
        "00:30, Africa/Cairo, 2026-04-24T01:00+03:00, 2026-04-25T00:30+03:00",
        "12:00, Pacific/Apia, 2011-12-29T13:00-10:00, 2011-12-31T00:00+14:00",
    })
    void signsOutAtTheHourOnceADay(LocalTime hour, ZoneId zone, OffsetDateTime login, OffsetDateTime end) {
        assertThat(at(hour, zone, Instant.MIN).due(login.toInstant())).contains(end.toInstant());
    }

    @Test
    void goesByAnHourFromWhenItWasSet() {
        Instant login = Instant.parse("2026-03-02T08:00:00Z");
        SignOutRules rules = at(LocalTime.of(12, 0), ZoneOffset.UTC, Instant.parse("2026-03-02T13:00:00Z"));

        assertThat(rules.due(login)).contains(Instant.parse("2026-03-03T12:00:00Z"));
    }

    @Test
    void takesTheEarlierOfSpanAndHour() {
        Instant login = Instant.parse("2026-03-02T08:00:00Z");
        for (int hours = 1; hours < 8; hours++) {
            SignOutRules rules = new SignOutRules(
                    Optional.of(Duration.ofHours(hours)), Optional.of(LocalTime.of(12, 0)), ZoneOffset.UTC, login);

            assertThat(rules.due(login)).contains(login.plus(Duration.ofHours(Math.min(hours, 4))));
        }
    }

    @Test
    void signsNobodyOutWhereNothingIsSet() {
        assertThat(new SignOutRules(Optional.empty(), Optional.empty(), ZoneOffset.UTC, Instant.EPOCH)
                        .due(Instant.EPOCH))
                .isEmpty();
    }

    private static SignOutRules at(LocalTime hour, ZoneId zone, Instant hourSet) {
        return new SignOutRules(Optional.empty(), Optional.of(hour), zone, hourSet);
    }
}
