package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.sharing.SharingPolicy.UserTakeover;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.testkit.RadioCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gives way to whom: a user who is logged in elsewhere, and somebody who was left logged in at the phone. */
@Tag("LOG-04")
class TakeoverTest {

    private static final String LOGGED_IN = "Logged in";
    private static final int CALL = 7;

    private final SharedPhones house = new SharedPhones();
    private final User anna = house.user("1012");

    @AfterEach
    void close() {
        house.close();
    }

    @Nested
    class OfAUserWhoIsLoggedInElsewhere {

        private final Device old = house.phoneOf(anna, 1);
        private final Device phone = house.phone(2);

        @Test
        void moveLogsTheUserOutThereThoughInACall() {
            set(UserTakeover.MOVE);
            house.types(phone, "1012");
            house.radio.inCall(old.ipei(), CALL);

            assertThat(login().join()).isEqualTo(LOGGED_IN);

            assertIsAt(phone);
            house.awaitPrompt(old);
        }

        @Test
        void rejectRefusesBeforeThePinIsAskedFor() {
            set(UserTakeover.REJECT);

            assertThat(login()).isCompletedWithValue("!Already logged in\nat another phone");

            assertThat(house.asked(phone)).isZero();
            assertIsAt(old);
        }

        @Test
        void rejectRefusesAlsoWhoLoggedInElsewhereWhileThePinWasTyped() {
            set(UserTakeover.REJECT);
            house.sharing
                    .logout(old.id(), SharedPhones.OMM)
                    .toCompletableFuture()
                    .join();
            CompletableFuture<String> login = login();
            house.link(old, anna, Relation.Kind.DYNAMIC);

            house.typesNow(phone, "1012");

            assertThat(login.join()).isEqualTo("!Already logged in\nat another phone");
            assertIsAt(old);
        }

        @ParameterizedTest
        @EnumSource(names = {"MOVE", "WAIT"})
        void aWrongPinMovesNobody(UserTakeover takeover) {
            set(takeover);
            house.types(phone, "9999");

            assertThat(login().join()).isEqualTo("!Refused\nWrong PIN");

            assertIsAt(old);
        }

        @Test
        void waitMovesAtOnceFromAPhoneThatIsInNoCall() {
            set(UserTakeover.WAIT);
            house.types(phone, "1012");

            assertThat(login().join()).isEqualTo(LOGGED_IN);

            assertIsAt(phone);
            assertThat(house.radio.commands(phone.ipei(), RadioCommand.Display.class))
                    .isEmpty();
            assertThat(house.scheduler.pending()).isEqualTo(1); // the books of wrong PINs
        }

        @Test
        void waitTellsThePersonAndMovesWhenTheCallEnds() {
            CompletableFuture<String> login = waitForACall();
            house.scheduler.advance(Duration.ofMillis(299));
            assertThat(house.radio.displayed(phone.ipei())).isEmpty();
            house.scheduler.advance(Duration.ofMillis(1));
            assertThat(house.radio.displayed(phone.ipei())).isEqualTo("User is in a call\nPlease wait");
            house.scheduler.advance(Duration.ofSeconds(30));
            assertIsAt(old);

            house.radio.hangUp(old.ipei());

            assertThat(login.join()).isEqualTo(LOGGED_IN);
            assertIsAt(phone);
            house.awaitPrompt(old);
            assertThat(house.scheduler.pending()).isEqualTo(1);
        }

        @Test
        void waitEndsWithARefusalAfterAMinute() {
            CompletableFuture<String> login = waitForACall();

            house.scheduler.advance(Duration.ofMillis(59_999));
            assertThat(login).isNotDone();
            house.scheduler.advance(Duration.ofMillis(1));

            assertThat(login.join()).isEqualTo("!Login failed\nUser is in a call");
            assertIsAt(old);
            assertThat(house.phones.isBusy(phone.ipei())).isFalse();
            assertThat(house.scheduler.pending()).isEqualTo(1);
        }

        @Test
        void waitEndsWhenThePersonHangsUp() {
            house.radio.inCall(phone.ipei(), CALL);
            CompletableFuture<String> login = waitForACall();

            house.radio.hangUp(phone.ipei());

            assertThat(login.join()).isEqualTo("!Login failed\nUser is in a call");
            assertIsAt(old);
            assertThat(house.phones.isBusy(phone.ipei())).isFalse();
            assertThat(house.scheduler.pending()).isEqualTo(1);
        }

        @Test
        void waitEndsWithARefusalWhenTheRadioSaysSo() {
            CompletableFuture<String> login = waitForACall();

            house.radio.endPatience(old.ipei());

            assertThat(login.join()).isEqualTo("!Login failed\nUser is in a call");
            assertIsAt(old);
        }

        @Test
        void waitGoesByItsTimeAlsoWhenTheUserMovesFromOneCallToAnother() {
            Device third = house.phone(3);
            CompletableFuture<String> login = waitForACall();
            house.scheduler.advance(Duration.ofSeconds(40));
            SharedPhones.done(house.sharing.logout(old.id(), SharedPhones.OMM));
            house.link(third, anna, Relation.Kind.DYNAMIC);
            house.radio.inCall(third.ipei(), CALL);
            house.radio.hangUp(old.ipei());
            house.settle();
            assertThat(login).isNotDone();

            house.scheduler.advance(Duration.ofSeconds(20));

            assertThat(login.join()).isEqualTo("!Login failed\nUser is in a call");
            assertIsAt(third);
        }

        @Test
        void waitLooksAtEverythingAgain() {
            CompletableFuture<String> deleted = waitForACall();
            SharedPhones.done(house.store.write(SharedPhones.OMM, tx -> {
                tx.removeUser(anna.id());
                return true;
            }));
            house.radio.hangUp(old.ipei());

            assertThat(deleted.join()).isEqualTo("!Login failed\nUser was deleted");
            assertThat(house.relation(phone)).isEmpty();
        }

        @Test
        @Tag("LOG-01")
        void waitEndsWhenTheLoginTypeChangesMeanwhile() {
            CompletableFuture<String> login = waitForACall();
            SharedPhones.done(house.sharing.loginType(LoginType.LOGIN_ID, SharedPhones.OMM));
            house.radio.hangUp(old.ipei());

            assertThat(login.join()).isEqualTo("!Login failed\nUnknown user");
            assertThat(house.relation(phone)).isEmpty();
            assertThat(house.relation(anna)).isEmpty();
        }

        @Test
        void waitGivesUpWhenTheRelationBecameFixedMeanwhile() {
            CompletableFuture<String> login = waitForACall();
            SharedPhones.done(house.sharing.logout(old.id(), SharedPhones.OMM));
            house.link(old, anna, Relation.Kind.FIXED);
            house.radio.hangUp(old.ipei());

            assertThat(login.join()).isEqualTo("!Login failed\nUser has own phone");
            assertIsAt(old);
        }

        @Test
        void twoWhoWaitForTheSameUserBothGetTheirTurn() {
            Device third = house.phone(3);
            house.types(third, "1012");
            CompletableFuture<String> one = waitForACall();
            CompletableFuture<String> other = house.dialLogin(third, "1012");

            house.radio.hangUp(old.ipei());

            assertThat(List.of(one.join(), other.join())).containsOnly(LOGGED_IN);
            assertThat(house.relation(anna).orElseThrow().device()).isIn(phone.id(), third.id());
        }

        @Test
        void aSettingThatIsChangedMeanwhileCountsAtTheEnd() {
            CompletableFuture<String> login = waitForACall();
            set(UserTakeover.REJECT);

            house.radio.hangUp(old.ipei());

            assertThat(login.join()).isEqualTo("!Already logged in\nat another phone");
            assertIsAt(old);
        }

        private CompletableFuture<String> waitForACall() {
            set(UserTakeover.WAIT);
            house.types(phone, "1012");
            house.radio.inCall(old.ipei(), CALL);
            CompletableFuture<String> login = login();
            house.settle();
            assertThat(login).isNotDone();
            return login;
        }

        private void set(UserTakeover takeover) {
            house.policy.replace(new PolicySettings().userTakeover(takeover).policy());
        }

        private CompletableFuture<String> login() {
            return house.dialLogin(phone, "1012");
        }
    }

    @Nested
    @Tag("FAC-06")
    class OfAPhoneLeftLoggedInBySomebodyElse {

        private final Device phone = house.phoneOf(anna, 1);
        private final User bert = house.user("1013");

        @Test
        void isRefusedUnlessTheSettingAllowsIt() {
            assertThat(house.dialLogin(phone, "1013")).isCompletedWithValue("!Phone in use");
            assertIsAt(phone);
        }

        @Test
        void releasesBothInOneTransaction() {
            allow();
            Device old = house.phoneOf(bert, 2);
            house.types(phone, "1013");
            long head = house.store.head();

            assertThat(house.dialLogin(phone, "1013").join()).isEqualTo(LOGGED_IN);

            assertThat(house.relation(phone).orElseThrow().user()).isEqualTo(bert.id());
            assertThat(house.relation(anna)).isEmpty();
            assertThat(house.relation(old)).isEmpty();
            List<Change> changes = house.store.after(head, 10);
            assertThat(changes)
                    .extracting(Change::kind)
                    .containsExactly(Change.Kind.UNLINKED, Change.Kind.UNLINKED, Change.Kind.LINKED);
            assertThat(changes.stream().map(Change::at).distinct()).hasSize(1);
            house.awaitPrompt(old);
        }

        @ParameterizedTest(name = "the old user keeps the local phone book: {0}")
        @ValueSource(strings = {"TRUE", "FALSE"})
        @Tag("LOG-07")
        void clearsTheOldUsersDataOnceBeforeTheNewOneIsShown(String keeps) {
            allow();
            house.set(anna, "UD_KeepLocalDir", keeps);
            house.types(phone, "1013");
            int before = house.radio.commands(phone.ipei()).size();

            assertThat(house.dialLogin(phone, "1013").join()).isEqualTo(LOGGED_IN);
            house.awaitUser(phone, bert);

            List<RadioCommand> shown = house.radio.commands(phone.ipei()).stream()
                    .skip(before)
                    .filter(command ->
                            command instanceof RadioCommand.ClearUserData || command instanceof RadioCommand.ShowUser)
                    .toList();
            assertThat(shown)
                    .containsExactly(
                            new RadioCommand.ClearUserData(keeps.equals("TRUE")),
                            new RadioCommand.ShowUser("Name 1013", "1013"));
        }

        @Test
        void changesNothingWhereThePinIsWrong() {
            allow();
            house.types(phone, "9999");

            assertThat(house.dialLogin(phone, "1013").join()).isEqualTo("!Refused\nWrong PIN");

            assertIsAt(phone);
            assertThat(house.clearings(phone)).isEmpty();
        }

        @Test
        void isNotAskedForThePinOfWhoIsLoggedInThereAlready() {
            allow();

            assertThat(house.dialLogin(phone, "1012").join()).isEqualTo("!Already logged in\nat this phone");

            assertThat(house.asked(phone)).isZero();
        }

        @Test
        void neverTakesAPhoneThatHasItsUserForGood() {
            allow();
            Device fixed = house.phone(3);
            User carla = house.user("1014");
            house.link(fixed, carla, Relation.Kind.FIXED);

            assertThat(house.dialLogin(fixed, "1013")).isCompletedWithValue("!Phone in use");

            CompletableFuture<String> login = house.dialLogin(phone, "1013");
            SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
            house.link(phone, anna, Relation.Kind.FIXED);
            house.typesNow(phone, "1013");
            assertThat(login.join()).isEqualTo("!Phone in use");
            assertThat(house.relation(fixed).orElseThrow().user()).isEqualTo(carla.id());
            assertIsAt(phone);
        }

        @Test
        void neverTakesAUserFromAFixedPhone() {
            allow();
            Device fixed = house.phone(3);
            house.link(fixed, bert, Relation.Kind.FIXED);

            assertThat(house.dialLogin(phone, "1013").join()).isEqualTo("!Login failed\nUser has own phone");

            assertIsAt(phone);
        }

        @Test
        void aSettingThatIsTakenBackMeanwhileCountsAtTheEnd() {
            allow();
            CompletableFuture<String> login = house.dialLogin(phone, "1013");
            house.policy.replace(new PolicySettings().policy());

            house.typesNow(phone, "1013");

            assertThat(login.join()).isEqualTo("!Phone in use");
            assertIsAt(phone);
        }

        private void allow() {
            house.policy.replace(new PolicySettings().phoneTakeover().policy());
        }
    }

    private void assertIsAt(Device phone) {
        assertThat(house.relation(anna).orElseThrow().device()).isEqualTo(phone.id());
    }
}
