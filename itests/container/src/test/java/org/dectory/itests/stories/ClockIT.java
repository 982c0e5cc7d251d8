package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of clocks that jump while periods run. */
@Tag("SUB-10")
public class ClockIT extends Story {

    @Test
    void aJumpBeyondTheEndEndsThePeriod() {
        sharedPhone();

        time.jumpsTo(time.now().plus(hours(25)));
        appliance.isQuiet();

        office.subscription().isClosed();
    }

    @Test
    void aJumpBeyondBothEndsOfWildcardModeClosesSubscription() {
        sharedPhone();
        office.subscription().startsWildcard();

        time.jumpsTo(time.now().plus(days(1)));
        appliance.isQuiet();

        office.subscription().isClosed();
    }

    @Test
    void aJumpIntoTheSecondPhaseIsStandardModeToItsOwnEnd() {
        sharedPhone();
        office.subscription().startsWildcard();

        time.jumpsTo(time.now().plus(minutes(32)));
        appliance.isQuiet();

        office.subscription().isStandardFor(minutes(30));
    }

    @Test
    @Tag("SUB-04")
    void aClockThatWasSetBackClosesRatherThanOpens() {
        sharedPhone();
        time.passes(hours(1));
        Phone next = newPhone();
        office.announces(next);

        time.jumpsTo(Instant.EPOCH.plus(days(1)));
        time.passes(minutes(1));

        office.subscription().isClosed();
        assertThat(office.subscription().status().remark()).contains("clock");
        assertThat(next.triesToSubscribe().subscribed()).isFalse();

        time.jumpsTo(ManualClock.START.plus(hours(2)));
        time.passes(minutes(1));
        office.subscription().isStandardFor(hours(22).minus(minutes(1)));
        next.subscribes();
    }

    @Test
    void aRestartInNineteenSeventyLosesNoPeriod() {
        sharedPhone();
        Instant end = office.subscription().status().until().orElseThrow();

        appliance.isOffUntil(Instant.EPOCH.plus(days(1)));
        office.subscription().isClosed();
        time.jumpsTo(end.minusSeconds(1));
        time.passes(seconds(0));
        appliance.isQuiet();

        office.subscription().isStandardFor(seconds(1));
        time.passes(seconds(1));
        office.subscription().isClosed();
    }
}
