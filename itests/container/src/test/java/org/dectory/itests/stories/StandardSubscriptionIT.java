package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of standard subscription. */
public class StandardSubscriptionIT extends Story {

    @Test
    @Tag("SUB-04")
    void aNewApplianceIsOpenUntilItsFirstPhoneSubscribed() {
        time.passes(days(30));
        office.subscription().isStandardWithoutEnd();
        Phone first = newPhone();
        office.announces(first);

        first.subscribes();

        office.subscription().isStandardFor(hours(24));
        time.passes(hours(24).minus(seconds(1)));
        office.subscription().isStandardFor(seconds(1));
        time.passes(seconds(1));
        office.subscription().isClosed();
    }

    @Test
    @Tag("SUB-04")
    @Tag("SUB-08")
    void afterTwentyFourHoursNoPhoneSubscribesAndTheOfficeReadsWhy() {
        sharedPhone();
        Phone early = newPhone();
        Phone late = newPhone();
        office.announces(early);
        office.announces(late);

        time.passes(hours(24).minus(seconds(1)));
        early.subscribes();
        time.passes(seconds(1));
        late.cannotSubscribe();

        assertThat(office.latestRefusal(late)).isEqualTo(Reason.MODE_OFF);
    }

    @Test
    @Tag("SUB-10")
    void aPeriodThatEndedWhileThePowerWasOffHasEnded() {
        sharedPhone();

        appliance.isOffFor(hours(23));
        office.subscription().isStandardFor(hours(1));

        appliance.isOffFor(hours(1));
        office.subscription().isClosed();
    }

    @Test
    @Tag("SUB-05")
    void startingTheModeAnewRestartsItsClock() {
        sharedPhone();
        time.passes(hours(20));

        office.subscription().starts();

        office.subscription().isStandardFor(hours(24));
    }

    @Test
    @Tag("SUB-07")
    void stoppingIsImmediate() {
        sharedPhone();
        Phone next = newPhone();
        office.announces(next);

        office.subscription().stops();

        next.cannotSubscribe();
        assertThat(office.latestRefusal(next)).isEqualTo(Reason.MODE_OFF);
        assertThat(office.devices()).hasSize(2);
    }
}
