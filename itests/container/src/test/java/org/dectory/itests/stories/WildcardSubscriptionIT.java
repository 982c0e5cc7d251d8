package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.store.Relation;
import org.dectory.api.subscription.RefusedSubscription.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of wildcard subscription: the additional ID typed at the phone says whose it will be. */
public class WildcardSubscriptionIT extends Story {

    private static final Person ANNA = Person.called("Anna", "1012", "1234").withLoginId("501");

    @BeforeEach
    void annaWorksHere() {
        office.employs(ANNA);
    }

    @Test
    @Tag("SUB-02")
    @Tag("SUB-11")
    void aStrangerWithAnnasIdBecomesHerPhoneForGood() {
        Phone phone = newPhone();
        office.subscription().startsWildcard();

        phone.subscribesFor(ANNA);

        phone.showsPerson(ANNA);
        assertThat(office.relation(phone).orElseThrow().kind()).isEqualTo(Relation.Kind.FIXED);
    }

    @Test
    @Tag("SUB-02")
    @Tag("SUB-11")
    void anAnnouncedPhoneIsUsedAndNotMadeAnew() {
        Phone phone = newPhone();
        office.announces(phone);
        office.subscription().startsWildcard();

        phone.subscribesFor(ANNA);

        assertThat(office.devices()).hasSize(1);
        phone.showsPerson(ANNA);
    }

    @Test
    @Tag("SUB-02")
    void annasNewPhoneTakesThePlaceOfTheOldOne() {
        office.subscription().startsWildcard();
        Phone old = newPhone(HandsetKind.PHONE_142D);
        old.subscribesFor(ANNA);
        Phone next = newPhone();

        next.subscribesFor(ANNA);

        next.showsPerson(ANNA);
        assertThat(office.findIfThere(old)).isEmpty();
        assertThat(office.devices()).hasSize(1);
        old.becomes("without a subscription", phone -> !phone.subscribed());
    }

    @Test
    @Tag("SUB-02")
    @Tag("SUB-08")
    void anIdThatNobodyHasIsRefused() {
        Phone phone = newPhone();
        office.subscription().startsWildcard();

        phone.triesToSubscribe(Optional.of("999"));

        assertThat(office.latestRefusal(phone)).isEqualTo(Reason.ADDITIONAL_ID_UNKNOWN);
    }

    @Test
    @Tag("SUB-02")
    @Tag("SUB-08")
    void whoIsLoggedInIsGivenNoOtherPhone() {
        Phone shared = sharedPhone();
        ANNA.takes(shared);
        Phone phone = newPhone();
        office.subscription().startsWildcard();

        phone.triesToSubscribe(ANNA.loginId());

        assertThat(office.latestRefusal(phone)).isEqualTo(Reason.USER_NOT_ELIGIBLE);
        shared.showsPerson(ANNA);
    }

    @Test
    @Tag("SUB-06")
    @Tag("SUB-10")
    void itLastsTwoMinutesThenStandardModeForAnHour() {
        sharedPhone();
        office.subscription().startsWildcard();

        office.subscription().isWildcardFor(minutes(2));
        time.passes(minutes(2).minus(seconds(1)));
        office.subscription().isWildcardFor(seconds(1));
        time.passes(seconds(1));
        office.subscription().isStandardFor(hours(1));
        appliance.isOffFor(minutes(59));
        office.subscription().isStandardFor(minutes(1));
        time.passes(minutes(1));
        office.subscription().isClosed();
    }

    @Test
    @Tag("SUB-06")
    @Tag("SUB-10")
    void bothItsPhasesEndWhileThePowerIsOff() {
        sharedPhone();
        office.subscription().startsWildcard();

        appliance.isOffFor(hours(2));

        office.subscription().isClosed();
    }

    @Test
    @Tag("SUB-06")
    void eachSuccessRestartsItsClock() {
        Phone phone = newPhone();
        office.subscription().startsWildcard(minutes(10));
        time.passes(minutes(9));

        phone.subscribesFor(ANNA);

        office.subscription().isWildcardFor(minutes(10));
    }

    @Test
    @Tag("SUB-06")
    void aKnownPhoneSubscribesInWildcardModeToo() {
        Phone phone = newPhone();
        office.announces(phone);
        office.subscription().startsWildcard();

        phone.subscribes();

        phone.showsNobody();
    }

    @Test
    @Tag("SUB-03")
    @Tag("SUB-08")
    void autoCreateRestsDuringWildcardModeAndWorksAgainAfterIt() {
        sharedPhone();
        office.subscription().autoCreate(true);
        office.subscription().startsWildcard();
        Phone stranger = newPhone();

        stranger.cannotSubscribe(Reason.AUTO_CREATE_INACTIVE);

        time.passes(minutes(2));
        stranger.subscribes();
    }

    @Test
    @Tag("SUB-06")
    @Tag("SUB-07")
    @Tag("FAC-01")
    void aPhoneStartsItByItsCodeAndStopsItByAnother() {
        Phone phone = sharedPhone();

        phone.dials("*134568");
        phone.hangsUp();
        office.subscription().isWildcardFor(minutes(2));

        phone.dials("*19");
        phone.hangsUp();
        office.subscription().isClosed();
        time.passes(minutes(2));
        office.subscription().isClosed();
    }
}
