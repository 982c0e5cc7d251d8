package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.sharing.LoginLock;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;
import org.dectory.testkit.RadioCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A user chooses another PIN in the menu of the phone. The old PIN is 1012, the number. */
@Tag("LOG-14")
class PinChangeTest {

    private final SharedPhones house = new SharedPhones();
    private final User anna = house.user("1012");
    private final Device phone = house.encrypted(house.phoneOf(anna, 1));

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest(name = "{0} typed, then {1}: {2}")
    @CsvSource({
        "4711, 4711, PIN changed",
        "12345678, 12345678, PIN changed",
        "0001, 0001, PIN changed",
        "4711, 4712, PIN not changed/PINs differ",
        "4711, 471, PIN not changed/PINs differ",
        "4711, 47110, PIN not changed/PINs differ",
        "471, , PIN not changed/4 to 8 digits",
        "123456789, , PIN not changed/4 to 8 digits",
        "47*1, , PIN not changed/4 to 8 digits",
        "0000, , PIN not changed/Not only zeros",
        "000000, , PIN not changed/Not only zeros",
    })
    @Tag("SEC-01")
    void tellsWhatCameOfIt(String first, String second, String shown) {
        house.typesInTurn(phone, "1012", second == null ? new String[] {first} : new String[] {first, second});

        change();

        awaitShown(phone, shown.replace('/', '\n'));
        boolean changed = shown.equals("PIN changed");
        assertThat(pinOfPhone()).isEqualTo(Optional.of(Secret.of(first)).filter(pin -> changed));
    }

    @Test
    @Tag("USR-10")
    void countsFromThenOnAndOnEveryPhone() {
        house.typesInTurn(phone, "1012", "4711", "4711");
        change();
        awaitShown(phone, "PIN changed");
        Device other = house.phone(2);

        house.types(other, "1012");
        assertThat(house.dialLogin(other, "1012").join()).isEqualTo("!Refused\nWrong PIN");
        house.types(other, "4711");
        assertThat(house.dialLogin(other, "1012").join()).isEqualTo("Logged in");
    }

    @Test
    void isForTheUserOfAFixedPairToo() {
        Device own = house.encrypted(house.phone(2));
        User bert = house.user("1013");
        house.link(own, bert, Relation.Kind.FIXED);
        house.typesInTurn(own, "1013", "4711", "4711");

        house.menu(own, MenuItem.CHANGE_PIN, "");

        awaitShown(own, "PIN changed");
        assertThat(house.store.find(SecretOwner.of(bert.id()), SecretKind.PIN_PHONE))
                .contains(Secret.of("4711"));
    }

    @Test
    void asksNothingWhereNobodyIsLoggedIn() {
        Device unbound = house.encrypted(house.phone(2));

        assertThat(house.menu(unbound, MenuItem.CHANGE_PIN, "")).isEqualTo("Nobody logged in");

        assertThat(questions(unbound)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GAP", "PHONE_142D"})
    void asksNothingOfHandsetsWithoutMenu(HandsetKind kind) {
        Device simple = house.encrypted(house.phone(2, kind));
        house.link(simple, house.user("1013"), Relation.Kind.DYNAMIC);

        house.menu(simple, MenuItem.CHANGE_PIN, "");

        assertThat(questions(simple)).isEmpty();
    }

    @Test
    void asksNothingWhereTheLinkIsNotToBeEncrypted() {
        Device clear = house.phone(2);
        house.link(clear, house.user("1013"), Relation.Kind.DYNAMIC);

        assertThat(house.menu(clear, MenuItem.CHANGE_PIN, "")).isEqualTo("PIN not changed\nLink not encrypted");

        assertThat(questions(clear)).isEmpty();
    }

    @Test
    void asksNothingWhileTheSystemEncryptsNothing() {
        encryptionOfTheSystem("Off");

        assertThat(change()).isEqualTo("PIN not changed\nLink not encrypted");

        assertThat(questions(phone)).isEmpty();
    }

    @Test
    void keepsNoPinIfEncryptionWasSwitchedOffWhileItWasTyped() {
        typesAllButTheLast();
        encryptionOfTheSystem("Off");
        typesDigits("4711");

        awaitShown(phone, "PIN not changed\nLink not encrypted");
        assertThat(pinOfPhone()).isEmpty();
    }

    @Test
    @Tag("LOG-11")
    @Tag("SEC-03")
    void entersWrongPinsInTheSameBooksAsALogin() {
        for (int attempt = 0; house.sharing.locks().stream().noneMatch(LoginLock::locked); attempt++) {
            assertThat(attempt).isLessThan(10);
            house.typesInTurn(phone, "9999");
            change();
            house.settle(phone);
            house.clock.advance(Duration.ofMinutes(1));
        }
        house.typesInTurn(phone, "1012", "4711", "4711");
        int asked = questions(phone).size();

        change();

        house.settle(phone);
        assertThat(questions(phone)).hasSize(asked);
        assertThat(pinOfPhone()).isEmpty();
    }

    @Test
    void asksForNoDigitsBeforeTheLinkIsEncrypted() {
        house.radio.ciphering(phone.ipei(), false);
        house.typesInTurn(phone, "1012");

        assertThat(change()).isEqualTo("PIN not changed\nLink not encrypted");

        assertThat(questions(phone)).hasSize(1).allMatch(Step.Challenge.class::isInstance);
    }

    @Test
    void asksForNoMoreDigitsOnceTheLinkIsInClearAgain() {
        change();
        house.typesNow(phone, "1012");
        house.radio.ciphering(phone.ipei(), false);
        typesDigits("4711");

        assertThat(shown()).isEqualTo("PIN not changed\nLink not encrypted");
        assertThat(house.radio.pendingQuestion(phone.ipei())).isEmpty();
    }

    @Test
    @Tag("LOG-02")
    void wantsTheOldPinFirst() {
        house.typesInTurn(phone, "9999");

        change();

        awaitShown(phone, "Refused\nWrong PIN");
        assertThat(questions(phone)).allMatch(Step.Challenge.class::isInstance);
        assertThat(pinOfPhone()).isEmpty();
    }

    @Test
    void endsWithoutAChangeWhenThePersonGivesUpAtAnyQuestion() {
        Answer cancel = new Answer.Rejected(Answer.RejectReason.UPI_NOT_ENTERED);

        change();
        answers(cancel);
        assertThat(shown()).isEqualTo("Refused\nNo PIN entered");

        change();
        house.typesNow(phone, "1012");
        answers(cancel);
        assertThat(shown()).isEqualTo("PIN not changed\nNo PIN entered");

        change();
        house.typesNow(phone, "1012");
        typesDigits("4711");
        answers(new Answer.None());
        assertThat(shown()).isEqualTo("PIN not changed\nNo answer in time");

        assertThat(pinOfPhone()).isEmpty();
    }

    @Test
    void endsWithoutAChangeWhenThePhoneIsSwitchedOff() {
        change();
        house.typesNow(phone, "1012");
        typesDigits("4711");
        house.radio.inReach(phone.ipei(), false);

        assertThat(pinOfPhone()).isEmpty();
        assertThat(house.phones.isBusy(phone.ipei())).isFalse();
    }

    @Test
    void isOneThingAtATime() {
        change();

        assertThat(house.menu(phone, MenuItem.LOGOUT, "")).isEqualTo("Still in progress");
        assertThat(house.menu(phone, MenuItem.CHANGE_PIN, "")).isEqualTo("Still in progress");
        assertThat(house.relation(phone)).isPresent();
    }

    @Test
    void looksOnceMoreWhetherTheUserIsStillThere() {
        typesAllButTheLast();
        SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
        typesDigits("4711");

        awaitShown(phone, "Nobody logged in");
        assertThat(pinOfPhone()).isEmpty();
    }

    @Test
    void neverGivesThePinToWhoeverCameMeanwhile() {
        User bert = house.user("1013");
        typesAllButTheLast();
        SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
        house.link(phone, bert, Relation.Kind.DYNAMIC);
        typesDigits("4711");

        awaitShown(phone, "Nobody logged in");
        assertThat(house.store.find(SecretOwner.of(bert.id()), SecretKind.PIN_PHONE))
                .isEmpty();
    }

    @Test
    @Tag("CFG-06")
    void isBarredWhileTheUsersFileErasesThePin() {
        pinDel("TRUE");
        assertThat(change()).isEqualTo("PIN not changed\nAsk administrator");
        assertThat(questions(phone)).isEmpty();

        pinDel("FALSE");
        house.typesInTurn(phone, "1012", "4711", "4711");
        change();
        awaitShown(phone, "PIN changed");
    }

    @Test
    @Tag("CFG-06")
    void isBarredIfTheUsersFileChangedWhileThePinWasTyped() {
        typesAllButTheLast();
        pinDel("TRUE");
        typesDigits("4711");

        awaitShown(phone, "PIN not changed\nAsk administrator");
        assertThat(pinOfPhone()).isEmpty();
    }

    @Test
    @Tag("LOG-02")
    void leavesTheDigitsInNoLogAndNoFeed() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            house.typesInTurn(phone, "1012", "471147", "471147");
            house.menu(phone, MenuItem.CHANGE_PIN, "471147");
            awaitShown(phone, "PIN changed");
        } finally {
            System.setErr(before);
        }

        assertThat(pinOfPhone()).isPresent();
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("PIN_CHANGED").doesNotContain("471147");
        List<Change> feed = house.store.after(0, 1000);
        assertThat(feed.toString()).contains("PIN_PHONE").doesNotContain("471147");
        assertThat(house.radio.commands(phone.ipei()).toString()).doesNotContain("471147");
    }

    private String change() {
        return house.menu(phone, MenuItem.CHANGE_PIN, "");
    }

    private void awaitShown(Device shows, String text) {
        await().untilAsserted(
                        () -> assertThat(house.radio.displayed(shows.ipei())).isEqualTo(text));
    }

    private String shown() {
        return house.radio.displayed(phone.ipei());
    }

    private void typesAllButTheLast() {
        change();
        house.typesNow(phone, "1012");
        typesDigits("4711");
    }

    private void typesDigits(String digits) {
        answers(new Answer.Digits(Secret.of(digits)));
    }

    private void answers(Answer answer) {
        house.radio.answer(phone.ipei(), answer);
    }

    private void encryptionOfTheSystem(String value) {
        SharedPhones.done(house.store.write(SharedPhones.OMM, tx -> {
            tx.putState(SystemData.STATES + SystemKey.ENCRYPTION.name(), value);
            return true;
        }));
    }

    private void pinDel(String value) {
        house.set(anna, Layer.USER_FILE, "UD_PinDel", value);
    }

    private Optional<Secret> pinOfPhone() {
        return house.store.find(SecretOwner.of(anna.id()), SecretKind.PIN_PHONE);
    }

    private List<Step.Question> questions(Device asked) {
        return house.radio.commands(asked.ipei(), RadioCommand.Ask.class).stream()
                .map(RadioCommand.Ask::question)
                .toList();
    }
}
