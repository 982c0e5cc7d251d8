package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.Octets;
import org.dectory.api.fac.Dialled;
import org.dectory.api.identity.UserId;
import org.dectory.api.sharing.LoginLock;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What wrong PINs lead to; five of a user or fifteen of all users lock for a quarter of an hour. */
@Tag("LOG-11")
@Tag("SEC-03")
class WrongPinTest {

    private static final String LOGGED_IN = "Logged in";
    private static final String WRONG = "!Refused\nWrong PIN";
    private static final String NOW_LOCKED = "!Wrong PIN: locked\nTry in 15 min";
    private static final String LOCKED = "!PIN locked\nTry in 15 min";

    private SharedPhones house = new SharedPhones();
    private final Device phone = house.phone(1);
    private final User anna = house.user("1012");

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void theFifthWrongPinLocksForAQuarterOfAnHourAndThenItIsOver() {
        house.types(phone, "9999");

        assertThat(login()).isEqualTo(WRONG);
        assertThat(login()).isEqualTo(WRONG);
        assertThat(login()).isEqualTo("!Wrong PIN before\nTry in 5 s");
        pass("PT5S");
        assertThat(login()).isEqualTo(WRONG);
        pass("PT9S");
        assertThat(login()).isEqualTo("!Wrong PIN before\nTry in 1 s");
        pass("PT1S");
        assertThat(login()).isEqualTo(WRONG);
        pass("PT20S");
        assertThat(login()).isEqualTo(NOW_LOCKED);
        assertThat(login()).isEqualTo(LOCKED);

        house.types(phone, "1012");
        pass("PT14M59S");
        assertThat(login()).isEqualTo("!PIN locked\nTry in 1 s");
        pass("PT1S");
        assertThat(login()).isEqualTo(LOGGED_IN);
    }

    @Test
    void noPinIsAskedForWhileItIsLocked() {
        lockAnna();
        int asked = house.asked(phone);

        assertThat(login()).isEqualTo(LOCKED);

        assertThat(house.asked(phone)).isEqualTo(asked);
    }

    @Test
    void aLockedUserLogsInAtAnotherPhoneAndAnotherUserAtThisOne() {
        lockAnna();
        Device other = house.phone(2);
        User bert = house.user("1013");
        house.types(other, "1012");
        house.types(phone, "1013");
        pass("PT1M"); // the phone itself is slowed after five wrong PINs

        assertThat(house.dialLogin(other, "1012").join()).isEqualTo(LOGGED_IN);
        assertThat(house.dialLogin(phone, "1013").join()).isEqualTo(LOGGED_IN);

        assertThat(house.relation(bert)).isPresent();
        assertThat(house.relation(anna).orElseThrow().device()).isEqualTo(other.id());
    }

    @Test
    void fifteenWrongPinsOfManyUsersLockThePhoneForAll() {
        for (int i = 0; i < 14; i++) {
            house.user("20" + i);
            wrongPinOf("20" + i);
            pass("PT1M");
        }
        house.user("3000");
        house.types(phone, "9999");
        assertThat(house.dialLogin(phone, "3000").join()).isEqualTo(NOW_LOCKED);

        house.types(phone, "1012");
        assertThat(login()).isEqualTo("!Phone locked\nTry in 15 min");
        pass("PT15M");
        assertThat(login()).isEqualTo(LOGGED_IN);
    }

    @Test
    void aRightPinOfOneUserOpensNoWayToGuessThoseOfOthers() {
        house.user("1013");
        for (int i = 0; i < 15; i++) {
            house.types(phone, "1012");
            assertThat(login()).isEqualTo(LOGGED_IN);
            SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
            house.user("20" + i);
            house.types(phone, "9999");
            assertThat(house.dialLogin(phone, "20" + i).join()).isEqualTo(i < 14 ? WRONG : NOW_LOCKED);
            pass("PT1M");
        }

        assertThat(login()).startsWith("!Phone locked");
    }

    @Test
    void aRightPinClearsTheCountOfTheUserAtThePhone() {
        wrongPins(4);
        pass("PT1M");
        house.types(phone, "1012");
        assertThat(login()).isEqualTo(LOGGED_IN);
        assertThat(house.sharing.locks()).noneMatch(lock -> lock.user().isPresent());

        SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
        house.types(phone, "9999");
        assertThat(login()).isEqualTo(WRONG);
        assertThat(ofAnna().orElseThrow().wrongPins()).isEqualTo(1);
        assertThat(ofPhone().orElseThrow().wrongPins()).isEqualTo(5);
    }

    @Test
    void wrongPinsThatLieLongBackAreForgotten() {
        wrongPins(4);
        pass("PT15M");

        wrongPins(4);

        assertThat(ofAnna().orElseThrow().wrongPins()).isEqualTo(4);
    }

    @ParameterizedTest(name = "asked for its own key, the phone {0}")
    @ValueSource(
            strings = {"proves it", "is silent", "is switched off", "cannot answer", "says that no PIN was entered"})
    void aWrongPinCountsHoweverTheAttemptEnds(String ending) {
        CompletableFuture<String> login = house.dialLogin(phone, "1012");
        house.typesNow(phone, "9999");

        switch (ending) {
            case "proves it" ->
                answer(new Answer.Response(Octets.of(SharedPhones.uak(1).bytes())));
            case "is silent" -> answer(new Answer.None());
            case "is switched off" -> house.radio.inReach(phone.ipei(), false);
            case "cannot answer" -> answer(new Answer.Rejected(Answer.RejectReason.KEY_NOT_SUPPORTED));
            default -> answer(new Answer.Rejected(Answer.RejectReason.UPI_NOT_ENTERED));
        }

        assertThat(login.join()).startsWith("!Refused");
        assertThat(ofAnna().orElseThrow().wrongPins()).isEqualTo(1);
        assertThat(ofPhone().orElseThrow().wrongPins()).isEqualTo(1);
    }

    @Test
    void aPhoneThatIsNotGenuineLocksNoUserButIsLockedItself() {
        house.radio.answering(phone.ipei(), PinAuthenticator.person(SharedPhones.uak(2), "9999"));

        for (int i = 0; i < 15; i++) {
            assertThat(login()).isEqualTo("!Refused\nPhone not genuine");
            pass("PT1M");
        }

        assertThat(ofAnna()).isEmpty();
        assertThat(login()).startsWith("!Phone locked");
    }

    @Test
    @Tag("LOG-12")
    void nothingCountsWhereNoPinWasEntered() {
        for (Answer answer : List.of(new Answer.Rejected(Answer.RejectReason.UPI_NOT_ENTERED), new Answer.None())) {
            for (int i = 0; i < 20; i++) {
                CompletableFuture<String> login = house.dialLogin(phone, "1012");
                answer(answer);
                assertThat(login.join()).startsWith("!Refused");
            }
        }

        assertThat(house.sharing.locks()).isEmpty();
    }

    @Test
    @Tag("LOG-06")
    void wrongPinsAtTheLogoutCountInTheSameBooks() {
        wrongPins(4);
        pass("PT1M");
        house.types(phone, "1012");
        house.link(phone, anna, Relation.Kind.DYNAMIC);
        house.set(anna, "UD_AuthenticateLogout", "TRUE");
        house.types(phone, "9999");

        assertThat(house.dialLogout(phone, "").join()).isEqualTo(NOW_LOCKED);
        assertThat(house.dialLogout(phone, "").join()).isEqualTo(LOCKED);

        assertThat(house.relation(phone)).isPresent();
    }

    @Test
    void aRestartOpensNothing() {
        lockAnna();

        house = house.restart();

        assertThat(login()).isEqualTo(LOCKED);
        pass("PT10M");
        house = house.restart();
        assertThat(login()).isEqualTo("!PIN locked\nTry in 5 min");
    }

    @Test
    void aClockThatIsSetForwardEndsALockAndNothingIsOpenedByTheWayBack() {
        lockAnna();
        pass("PT1H");
        house.types(phone, "9999");
        assertThat(login()).isEqualTo(WRONG);

        house.clock.advance(Duration.ofHours(-1));

        assertThat(ofAnna().orElseThrow().wrongPins()).isEqualTo(1);
    }

    @ParameterizedTest(name = "by {0}")
    @ValueSource(strings = {"PT1H", "P365D", "P20000D"})
    void aClockThatIsSetBackNeitherLocksForEverNorOpensEarly(Duration back) {
        lockAnna();
        house.types(phone, "1012");

        house.clock.advance(back.negated());

        assertThat(login()).isEqualTo(LOCKED);
        assertThat(states()).hasSize(2);
        pass("PT10M");
        house = house.restart();
        assertThat(login()).isEqualTo("!PIN locked\nTry in 5 min");
        pass("PT5M");
        assertThat(login()).isEqualTo(LOGGED_IN);
    }

    @Test
    void anAdministratorSeesAndClears() {
        lockAnna();
        assertThat(house.sharing.locks())
                .containsExactly(
                        new LoginLock(
                                phone.id(),
                                Optional.empty(),
                                5,
                                house.clock.instant().plusSeconds(40),
                                false),
                        new LoginLock(
                                phone.id(),
                                Optional.of(anna.id()),
                                5,
                                house.clock.instant().plusSeconds(900),
                                true));
        house.types(phone, "1012");

        assertThat(unlock(Optional.of(anna.id()))).isTrue();
        assertThat(unlock(Optional.of(anna.id()))).isFalse();
        assertThat(login()).isEqualTo("!Wrong PIN before\nTry in 40 s");
        assertThat(unlock(Optional.empty())).isTrue();

        assertThat(login()).isEqualTo(LOGGED_IN);
        assertThat(house.sharing.locks()).isEmpty();
    }

    @Test
    void aLockIsAnEntryOfTheChangeFeedAndAMereCountIsNot() {
        long head = house.store.head();
        wrongPins(4);
        assertThat(house.store.head()).isEqualTo(head);

        pass("PT20S");
        assertThat(login()).isEqualTo(NOW_LOCKED);

        assertThat(house.store.after(head, 10))
                .extracting(Change::kind, Change::detail)
                .containsExactly(tuple(
                        Change.Kind.STATE_CHANGED,
                        "sharing.lock." + phone.id().ppn() + "." + anna.id().uid()));
    }

    @Test
    void whatIsOverLeavesTheStoreWithinTheHour() {
        lockAnna();
        pass("PT30M");
        assertThat(states()).isNotEmpty();
        assertThat(house.sharing.locks()).isEmpty();

        pass("PT30M");

        assertThat(states()).isEmpty();
    }

    @Test
    void whatIsOverOfOtherUsersLeavesTheStoreWithTheNextWrongPin() {
        for (int i = 0; i < 50; i++) {
            house.user("20" + i);
            wrongPinOf("20" + i);
            house.clock.advance(Duration.ofMinutes(15)); // no task of the scheduler runs
        }

        assertThat(states()).hasSize(2);
    }

    @Test
    void aUserOrADeviceThatIsDeletedLeavesNothingBehind() {
        User bert = house.user("1013");
        lockAnna();
        pass("PT1M");
        wrongPinOf("1013");
        assertThat(states()).hasSize(3);

        SharedPhones.done(house.store.write(SharedPhones.OMM, tx -> {
            tx.removeUser(bert.id());
            return true;
        }));
        house.awaitStates("sharing.lock.", 2);
        SharedPhones.done(house.store.write(SharedPhones.OMM, tx -> {
            tx.removeDevice(phone.id());
            return true;
        }));

        house.awaitStates("sharing.lock.", 0);
    }

    @Test
    void attemptsInParallelGetOneGuessBetweenThem() {
        Dialled dialled = new Dialled(phone, Optional.empty(), phone.kind(), "1012");
        List<CompletableFuture<Proof>> proofs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            proofs.add(house.proof.prove(Attempt.Purpose.LOGIN, dialled, anna).toCompletableFuture());
        }

        house.typesNow(phone, "9999");
        answer(new Answer.None());

        assertThat(proofs)
                .allSatisfy(proof ->
                        assertThat(proof).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(Proof.Denied.class));
        assertThat(house.asked(phone)).isEqualTo(2); // the PIN, and then the phone's own key
        assertThat(ofAnna().orElseThrow().wrongPins()).isEqualTo(1);
    }

    @Test
    void endsCleanlyWhenAWrongPinCannotBeWrittenDown() {
        house.store.failNextWrite(new StoreException("The disk is full"));
        house.types(phone, "9999");

        assertThat(login()).isEqualTo("!PIN check is not\navailable now");
    }

    @Test
    void limitsThatAreChangedCountFromTheNextWrongPin() {
        wrongPins(3);
        house.policy.replace(
                new PolicySettings().wrongPins(3).lock(Duration.ofHours(1)).policy());
        pass("PT1M");

        assertThat(login()).isEqualTo("!Wrong PIN: locked\nTry in 60 min");
        assertThat(login()).isEqualTo("!PIN locked\nTry in 60 min");
    }

    private String login() {
        return house.dialLogin(phone, "1012").join();
    }

    private void answer(Answer answer) {
        house.radio.answer(phone.ipei(), answer);
    }

    private void wrongPinOf(String number) {
        house.types(phone, "9999");
        assertThat(house.dialLogin(phone, number).join()).startsWith("!Refused\nWrong");
    }

    private void wrongPins(int times) {
        house.types(phone, "9999");
        for (int i = 0; i < times; i++) {
            ofAnna().ifPresent(count -> house.clock.set(count.until()));
            assertThat(login()).isEqualTo(WRONG);
        }
    }

    private void lockAnna() {
        wrongPins(4);
        pass("PT20S");
        assertThat(login()).isEqualTo(NOW_LOCKED);
    }

    private Optional<LoginLock> ofAnna() {
        return house.sharing.locks().stream()
                .filter(lock -> lock.user().equals(Optional.of(anna.id())))
                .findFirst();
    }

    private Optional<LoginLock> ofPhone() {
        return house.sharing.locks().stream()
                .filter(lock -> lock.user().isEmpty())
                .findFirst();
    }

    private boolean unlock(Optional<UserId> user) {
        return SharedPhones.done(house.sharing.unlock(phone.id(), user, SharedPhones.OMM));
    }

    private List<String> states() {
        house.settle();
        return List.copyOf(
                house.store.read(view -> view.states("sharing.lock.")).keySet());
    }

    private void pass(String time) {
        house.scheduler.advance(Duration.parse(time));
    }
}
