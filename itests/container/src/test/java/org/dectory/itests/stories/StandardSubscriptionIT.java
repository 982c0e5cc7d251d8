package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;
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

        late.cannotSubscribe(Reason.MODE_OFF);
    }

    @Test
    @Tag("SUB-04")
    @Tag("SUB-05")
    void theFirstPhoneStartsTheRestrictedPeriodIfThatIsSet() {
        office.subscription().restrictsDuration(true);
        office.subscription().isStandardWithoutEnd();

        sharedPhone();

        office.subscription().isStandardFor(minutes(2));
        time.passes(minutes(2));
        office.subscription().isClosed();
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
    @Tag("SUB-10")
    void refusalsSurviveARestart() {
        Phone stranger = newPhone();
        stranger.cannotSubscribe(Reason.IPEI_UNKNOWN);
        time.passes(minutes(1));

        appliance.restarts();

        assertThat(office.latestRefusal(stranger)).isEqualTo(Reason.IPEI_UNKNOWN);
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
    @Tag("SUB-05")
    @Tag("SUB-10")
    void alwaysOpenMeansAlwaysUntilSomebodyStopsIt() {
        sharedPhone();
        office.subscription().startsForEver();

        time.passes(days(40));
        appliance.restarts();

        office.subscription().isStandardWithoutEnd();
        sharedPhone();
        office.subscription().isStandardWithoutEnd();
        office.subscription().stops();
        office.subscription().isClosed();
    }

    @Test
    @Tag("SUB-07")
    void stoppingIsImmediate() {
        sharedPhone();
        Phone next = newPhone();
        office.announces(next);

        office.subscription().stops();

        next.cannotSubscribe(Reason.MODE_OFF);
        assertThat(office.devices()).hasSize(2);
    }

    @Test
    @Tag("SUB-01")
    @Tag("SUB-08")
    void aDeviceWithAnAuthenticationCodeOfItsOwnTakesNoOther() {
        Phone phone = newPhone();
        office.announces(phone, "2468");

        phone.cannotSubscribe(Reason.WRONG_AUTHENTICATION_CODE);

        assertThat(phone.triesToSubscribe(Secret.of("2468"), Optional.empty(), Optional.empty())
                        .subscribed())
                .isTrue();
    }

    @Test
    @Tag("SUB-03")
    @Tag("SUB-11")
    void autoCreateMakesAnUnboundDeviceForAStrangerWhileStandardModeIsOn() {
        Phone early = newPhone();
        Phone late = newPhone();
        office.subscription().autoCreate(true);

        early.subscribes();

        assertThat(office.find(early).user()).isEmpty();
        early.showsNobody();
        time.passes(hours(24));
        assertThat(office.subscription().status().autoCreateActive()).isFalse();
        late.cannotSubscribe(Reason.MODE_OFF);
        assertThat(office.findIfThere(late)).isEmpty();
    }

    @Test
    @Tag("SUB-03")
    @Tag("SUB-08")
    void withoutAutoCreateAStrangerIsRefused() {
        newPhone().cannotSubscribe(Reason.IPEI_UNKNOWN);

        assertThat(office.devices()).isEmpty();
    }

    @Test
    @Tag("SUB-08")
    void aSubscribedPhoneSubscribesAgainOnlyOnceItsDeviceWasDeleted() {
        Phone phone = sharedPhone();
        phone.losesItsSubscription();

        phone.cannotSubscribe(Reason.ALREADY_SUBSCRIBED);

        office.deletes(phone);
        office.announces(phone);
        phone.subscribes();
    }

    @Test
    @Tag("SUB-09")
    @Tag("SUB-08")
    void aParkThatIsTypedMustBeTheOneOfThisSystem() {
        Phone phone = newPhone();
        office.announces(phone);
        String park = appliance.service(Radio.class).park().decimal();
        assertThat(park).matches("[0-9]{14}");
        Secret code = office.subscription().authenticationCode();

        phone.triesToSubscribe(code, Optional.of("31100004400000"), Optional.empty());
        assertThat(office.latestRefusal(phone)).isEqualTo(Reason.WRONG_PARK);

        assertThat(phone.triesToSubscribe(code, Optional.of(park), Optional.empty())
                        .subscribed())
                .isTrue();
    }

    @Test
    @Tag("SUB-11")
    void aFixedPairSubscribesAndShowsItsUserAtOnce() {
        Person anna = Person.called("Anna", "1012", "1234");
        Phone phone = newPhone();
        office.pairs(phone, anna);

        phone.subscribes();

        phone.showsPerson(anna);
    }

    @Test
    @Tag("SUB-05")
    @Tag("SUB-07")
    @Tag("FAC-06")
    void anySubscribedPhoneStartsAndStopsSubscriptionByItsCode() {
        Phone phone = sharedPhone(HandsetKind.GAP);
        time.passes(days(2));
        office.subscription().isClosed();

        phone.dials("*134567");
        phone.hangsUp();
        office.subscription().isStandardFor(hours(24));

        phone.dials("*19");
        phone.hangsUp();
        office.subscription().isClosed();
    }

    @Test
    @Tag("DAT-09")
    void theIpeiIsShownAsItIsPrinted() {
        assertThat(Ipei.parse("03586 0017017 7").toString()).isEqualTo("03586 0017017 7");
        assertThat(sharedPhone().ipei().toString()).matches("\\d{5} \\d{7} [0-9*]");
    }
}
