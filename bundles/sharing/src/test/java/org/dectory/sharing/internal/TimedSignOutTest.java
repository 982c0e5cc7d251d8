package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Anna logs in on Monday, 2 March 2026, at 08:00 UTC. */
@Tag("LOG-04")
class TimedSignOutTest {

    private static final Instant MONDAY_8 = Instant.parse("2026-03-02T08:00:00Z");
    private static final int CALL = 7;

    private SharedPhones house = new SharedPhones();
    private final User anna = house.user("1012");
    private final Device phone = house.phoneOf(anna, 1);

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void nobodyIsSignedOutByTheFactorysSettings() {
        pass("P400D");

        assertThat(isIn(anna)).isTrue();
    }

    @Test
    @Tag("LOG-07")
    void afterTheSpanAnnaIsSignedOutAndHerPhoneIsCleared() {
        afterHours(9);

        pass("PT8H59M59.999S");
        assertThat(isIn(anna)).isTrue();
        pass("PT0.001S");

        assertThat(isIn(anna)).isFalse();
        house.awaitPrompt(phone);
        assertThat(house.clearings(phone)).containsExactly(false);
        Change unlinked = house.store.after(house.store.head() - 1, 1).get(0);
        assertThat(unlinked.kind()).isEqualTo(Change.Kind.UNLINKED);
        assertThat(unlinked.actor()).isEqualTo(Actor.system("sharing"));
    }

    @Test
    void eachLoginHasItsOwnSpan() {
        afterHours(9);
        pass("PT1H");
        User bert = house.user("1013");
        house.phoneOf(bert, 2);

        pass("PT8H");
        assertThat(isIn(anna)).isFalse();
        assertThat(isIn(bert)).isTrue();

        pass("PT1H");
        assertThat(isIn(bert)).isFalse();
    }

    @Test
    void whoLogsInAnewGetsTheWholeSpan() {
        afterHours(9);
        pass("PT8H");
        SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
        house.link(phone, anna, Relation.Kind.DYNAMIC);

        pass("PT8H59M");
        assertThat(isIn(anna)).isTrue();
        pass("PT1M");
        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void theFirstLoginOfAllIsSeenByTheTimer() {
        SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
        afterHours(9);
        settle();
        house.link(phone, anna, Relation.Kind.DYNAMIC);

        pass("PT9H");

        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void atTheHourAllAreSignedOutEveryDay() {
        List<User> others = IntStream.range(0, 20)
                .mapToObj(i -> {
                    User user = house.user("20" + i);
                    house.phoneOf(user, 20 + i);
                    return user;
                })
                .toList();
        at("20:00", "UTC");

        pass("PT11H59M59S");
        assertThat(isIn(anna)).isTrue();
        pass("PT1S");
        assertThat(others).noneMatch(this::isIn);
        assertThat(isIn(anna)).isFalse();

        pass("PT1H");
        house.link(phone, anna, Relation.Kind.DYNAMIC);
        settle();
        pass("PT22H59M59S");
        assertThat(isIn(anna)).isTrue();
        pass("PT1S");
        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void theHourIsThatOfTheZone() {
        at("20:00", "Europe/Berlin");

        pass("PT10H59M59S");
        assertThat(isIn(anna)).isTrue();
        pass("PT1S");

        assertThat(isIn(anna)).isFalse();
    }

    @Test
    @Tag("DAT-02")
    void whoHasAPhoneForGoodIsNeverSignedOut() {
        User bert = house.user("1013");
        house.link(house.phone(2), bert, Relation.Kind.FIXED);
        afterHours(1);
        at("20:00", "UTC");

        pass("P30D");

        assertThat(isIn(bert)).isTrue();
    }

    @Test
    @Tag("DAT-04")
    void whoseFixedPhoneBecomesASharedOneGetsTheWholeSpan() {
        SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
        house.link(phone, anna, Relation.Kind.FIXED);
        afterHours(9);
        pass("P100D");

        SharedPhones.done(house.store.write(SharedPhones.OMM, tx -> {
            tx.changeRelation(phone.id(), Relation.Kind.DYNAMIC);
            return true;
        }));
        house.awaitStates("sharing.signout.", 1);
        pass("PT8H59M");
        assertThat(isIn(anna)).isTrue();
        pass("PT1M");
        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void whoIsInACallIsSignedOutAtItsEnd() {
        afterHours(9);
        house.radio.inCall(phone.ipei(), CALL);
        pass("PT9H");
        pass("PT1H59M");
        assertThat(isIn(anna)).isTrue();

        house.radio.hangUp(phone.ipei());

        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void aCallKeepsALoginForTwoHoursAtMost() {
        afterHours(9);
        house.radio.inCall(phone.ipei(), CALL);

        pass("PT10H59M59S");
        assertThat(isIn(anna)).isTrue();
        pass("PT1S");

        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void whoComesDuringTheLastUsersCallStays() {
        User bert = house.user("1013");
        afterHours(9);
        house.radio.inCall(phone.ipei(), CALL);
        pass("PT9H");
        SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
        house.link(phone, bert, Relation.Kind.DYNAMIC);

        house.radio.hangUp(phone.ipei());

        assertThat(isIn(bert)).isTrue();
        pass("PT9H");
        assertThat(isIn(bert)).isFalse();
    }

    @Test
    void aSettingThatIsTakenBackDuringTheCallCounts() {
        afterHours(9);
        house.radio.inCall(phone.ipei(), CALL);
        pass("PT9H");
        house.policy.replace(new PolicySettings().policy());

        house.radio.hangUp(phone.ipei());

        assertThat(isIn(anna)).isTrue();
    }

    @Test
    void aShorterSpanHoldsAtOnceAndALongerOneToo() {
        afterHours(9);
        pass("PT5H");
        afterHours(12);
        pass("PT6H");
        assertThat(isIn(anna)).isTrue();

        afterHours(10);

        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void anHourThatHasPassedTodayHoldsFromTomorrow() {
        pass("PT13H");
        at("20:00", "UTC");
        assertThat(isIn(anna)).isTrue();

        pass("PT22H59M");
        assertThat(isIn(anna)).isTrue();
        pass("PT1M");
        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void whoseTimePassedWhileThePowerWasOffIsSignedOutWhenItIsBack() {
        afterHours(9);
        house.powerOff();
        house.clock.advance(Duration.ofHours(10));

        house = house.restart();

        assertThat(isIn(anna)).isFalse();
        house.awaitPrompt(phone);
    }

    @Test
    void theHourThatPassedWhileThePowerWasOffCountsToo() {
        at("20:00", "UTC");
        settle();
        house.powerOff();
        house.clock.advance(Duration.ofHours(13));

        house = house.restart();

        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void aRestartBeforeTheTimeChangesNothing() {
        afterHours(9);
        pass("PT5H");

        house = house.restart();

        assertThat(isIn(anna)).isTrue();
        pass("PT3H59M");
        assertThat(isIn(anna)).isTrue();
        pass("PT1M");
        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void aClockThatIsSetForwardSignsOutWhoseTimeItPassed() {
        afterHours(9);

        house.clock.advance(Duration.ofHours(9));
        house.scheduler.runDue();

        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void aClockThatIsSetBackGivesTheWholeSpanFromThenOnAndNoMore() {
        afterHours(9);
        pass("PT5H");
        house.clock.advance(Duration.ofDays(-400));
        notice();
        house.awaitStates("sharing.signout.", 1);

        pass("PT8H59M59S");
        assertThat(isIn(anna)).isTrue();
        house = house.restart();
        assertThat(isIn(anna)).isTrue();
        pass("PT1S");

        assertThat(isIn(anna)).isFalse();
        notice();
        pass("P1D");
    }

    @Test
    void aClockThatIsSetBackShowsTheHourOfItsOwnDay() {
        at("20:00", "UTC");
        settle();
        house.clock.advance(Duration.ofDays(-400));
        notice();
        house.awaitStates("sharing.signout.", 1);

        pass("PT11H59M59S");
        assertThat(isIn(anna)).isTrue();
        pass("PT1S");

        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void aBoardThatStartsIn1970SignsNobodyOutUntilItsClockIsSet() {
        afterHours(9);
        at("00:05", "UTC");
        settle();
        house.powerOff();
        house.clock.set(Instant.EPOCH);
        house = house.restart();

        pass("P3D");
        assertThat(isIn(anna)).isTrue();

        house.clock.set(MONDAY_8.plus(Duration.ofHours(17)));
        house.scheduler.runDue();
        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void whatCannotBeWrittenIsTriedAgain() {
        afterHours(9);
        settle();
        house.store.failNextWrite();

        house.scheduler.advance(Duration.ofHours(9));
        assertThat(isIn(anna)).isTrue();
        pass("PT1M");

        assertThat(isIn(anna)).isFalse();
    }

    @Test
    void nothingIsLeftBehindByLoginsThatAreOver() {
        afterHours(9);
        house.clock.advance(Duration.ofDays(-400));
        notice();
        house.awaitStates("sharing.signout.", 1);

        pass("PT9H");
        house.link(phone, anna, Relation.Kind.DYNAMIC);
        notice();
        pass("P1D");

        // The instants of the store stay ahead of the clock, so the new login has a start of its own until it is over.
        assertThat(isIn(anna)).isFalse();
        afterHours(8);
        house.awaitStates("sharing.signout.", 0);
    }

    private void afterHours(int hours) {
        house.policy.replace(
                new PolicySettings().signOutAfter(Duration.ofHours(hours)).policy());
    }

    private void at(String hour, String zone) {
        house.policy.replace(new PolicySettings().signOutAt(hour, zone).policy());
    }

    /** Something happens, by which the house sees that its clock was set back. */
    private void notice() {
        house.user("9" + house.store.head());
        settle();
    }

    private void settle() {
        house.settle();
    }

    private void pass(String time) {
        settle();
        house.scheduler.advance(Duration.parse(time));
        settle();
    }

    private boolean isIn(User user) {
        settle();
        return house.relation(user).isPresent();
    }
}
