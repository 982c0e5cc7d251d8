package org.dectory.itests.stories;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of people who are signed out by the clock: after a span, or at an hour of the day. */
@Tag("LOG-04")
public class SignOutIT extends Story {

    private static final Person ANNA = Person.called("Anna", "1012", "1234");

    private Phone phone;

    @BeforeEach
    void annaWorksHere() {
        office.employs(ANNA);
        phone = sharedPhone();
    }

    @Test
    void nobodyIsSignedOutUnlessItIsSet() {
        ANNA.takes(phone);

        time.passes(days(10));

        phone.showsPerson(ANNA);
    }

    @Test
    void afterASpanThePhoneIsFree() {
        office.setsSharing("signout.after.minutes", 480);
        ANNA.takes(phone);

        time.passes(minutes(480).minus(seconds(1)));
        phone.showsPerson(ANNA);
        time.passes(seconds(1));

        phone.showsNobody();
    }

    @Test
    void aSpanThatEndedWhileThePowerWasOffHasEnded() {
        office.setsSharing("signout.after.minutes", 480);
        ANNA.takes(phone);

        appliance.isOffFor(hours(7));
        phone.showsPerson(ANNA);
        appliance.isOffFor(hours(2));

        phone.isInReach();
        phone.showsNobody();
    }

    @Test
    void aSpanThatIsSetLaterCountsFromTheLogin() {
        ANNA.takes(phone);
        time.passes(hours(3));

        office.setsSharing("signout.after.minutes", 240);

        phone.showsPerson(ANNA);
        time.passes(hours(1));
        phone.showsNobody();
    }

    @Test
    void atAnHourOfTheDayThePhoneIsFree() {
        itIsInBerlin("2026-03-10T18:00");
        office.setsSharing("signout.at", "22:00");
        ANNA.takes(phone);

        time.passes(hours(4).minus(seconds(1)));
        phone.showsPerson(ANNA);
        time.passes(seconds(1));
        phone.showsNobody();

        ANNA.takes(phone);
        time.passes(hours(24).minus(seconds(1)));
        phone.showsPerson(ANNA);
        time.passes(seconds(1));
        phone.showsNobody();
    }

    @Test
    void anHourThatPassedWhileThePowerWasOffHasPassed() {
        itIsInBerlin("2026-03-10T18:00");
        office.setsSharing("signout.at", "22:00");
        ANNA.takes(phone);

        appliance.isOffFor(hours(6));

        phone.isInReach();
        phone.showsNobody();
    }

    @Test
    void inSpringTheHourThatIsLeftOutSignsOutOnce() {
        itIsInBerlin("2026-03-28T12:00");
        office.setsSharing("signout.at", "02:30");
        ANNA.takes(phone);

        // At 2:00 it becomes 3:00 on March 29th.
        time.passes(hours(14).minus(seconds(1)));
        phone.showsPerson(ANNA);
        time.passes(hours(1));
        phone.showsNobody();

        ANNA.takes(phone);
        time.passes(hours(22));
        phone.showsPerson(ANNA);
        time.passes(hours(1).plus(minutes(30)));
        phone.showsNobody();
    }

    @Test
    void inAutumnTheHourThatComesTwiceSignsOutOnce() {
        itIsInBerlin("2026-10-24T12:00");
        office.setsSharing("signout.at", "02:30");
        ANNA.takes(phone);

        // At 3:00 it becomes 2:00 again on October 25th.
        time.passes(hours(14).plus(minutes(30)));
        phone.showsNobody();

        ANNA.takes(phone);
        time.passes(hours(2));
        phone.showsPerson(ANNA);
        time.passes(hours(23));
        phone.showsNobody();
    }

    @Test
    void aClockThatJumpsForwardsSignsOutAndOneThatJumpsBackSignsNobodyOut() {
        office.setsSharing("signout.after.minutes", 480);
        ANNA.takes(phone);
        Instant login = time.now();

        time.jumpsTo(login.minusSeconds(3600));
        time.passes(minutes(1));
        phone.showsPerson(ANNA);

        time.jumpsTo(login.plus(hours(9)));
        time.passes(minutes(1));
        phone.showsNobody();
    }

    private void itIsInBerlin(String localTime) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        time.jumpsTo(ZonedDateTime.of(LocalDateTime.parse(localTime), berlin).toInstant());
        office.setsSharing("signout.zone", "Europe/Berlin");
    }
}
