package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.simulator.PhoneSimulator.Trace;
import org.dectory.api.simulator.SimulatedPhone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of what each kind of phone shows and forgets. */
public class HandsetIT extends Story {

    private static final Person ANNA = Person.called("Anna", "1012", "1234");

    @BeforeEach
    void annaWorksHere() {
        office.employs(ANNA);
    }

    @Test
    @Tag("LOG-07")
    void a600ForgetsAllOfAnnaWhenSheLeaves() {
        Phone phone = sharedPhone();
        ANNA.takes(phone);
        somethingIsLeftOn(phone);

        ANNA.leaves(phone);

        SimulatedPhone look = phone.look();
        assertThat(look.messages()).isZero();
        assertThat(look.received()).isZero();
        assertThat(look.callers()).isZero();
        assertThat(look.redial()).isEmpty();
        assertThat(look.directory()).isZero();
    }

    @Test
    @Tag("LOG-07")
    void itForgetsAsMuchWhenTheOfficeLogsHerOut() {
        Phone phone = sharedPhone();
        ANNA.takes(phone);
        somethingIsLeftOn(phone);

        office.logsOut(phone);

        phone.becomes(
                "empty",
                look -> look.messages() + look.received() + look.callers() + look.directory() == 0
                        && look.redial().isEmpty());
        phone.showsNobody();
    }

    @Test
    @Tag("LOG-07")
    void herOwnPhoneBookStaysIfHerDataSaysSo() {
        office.gives(ANNA, Map.of("UD_KeepLocalDir", "TRUE"));
        Phone phone = sharedPhone();
        ANNA.takes(phone);
        somethingIsLeftOn(phone);

        ANNA.leaves(phone);

        assertThat(phone.look().directory()).isEqualTo(1);
        assertThat(phone.look().messages()).isZero();
    }

    @Test
    @Tag("LOG-07")
    void aPhoneThatWasOffIsClearedWhenItComesBack() {
        Phone phone = sharedPhone();
        ANNA.takes(phone);
        somethingIsLeftOn(phone);
        phone.isSwitched(false);

        office.logsOut(phone);
        phone.isSwitched(true);

        phone.isInReach();
        phone.showsNobody();
        assertThat(phone.look().messages()).isZero();
        assertThat(phone.look().directory()).isZero();
    }

    @Test
    @Tag("LOG-07")
    @Tag("LOG-08")
    void gapPhonesAndThe142dKeepWhatTheyHaveAndShowThePromptOffHook() {
        for (HandsetKind kind : new HandsetKind[] {HandsetKind.GAP, HandsetKind.PHONE_142D}) {
            Phone phone = sharedPhone(kind);
            phone.isLabelled("Ward 3", "33");
            ANNA.takes(phone);
            phone.shows("Ward 3", "33");
            phone.dials("4711");
            phone.hangsUp();

            ANNA.leaves(phone);

            phone.shows("Ward 3", "33");
            assertThat(phone.look().redial()).contains("4711");
            assertThat(phone.look().display()).doesNotContain("Please login");
            phone.goesOffHook();
            phone.displays("Please login");
            phone.hangsUp();
        }
    }

    @Test
    @Tag("LOG-09")
    void theMenuLogsInAndOutLikeTheCodes() {
        Phone phone = sharedPhone();

        phone.chooses(MenuItem.LOGIN, "1012");
        phone.asksForPin();
        phone.types("1234");
        phone.showsPerson(ANNA);

        phone.chooses(MenuItem.STATUS, "");
        phone.displays("Not encrypted");

        phone.chooses(MenuItem.LOGOUT, "");
        phone.showsNobody();
    }

    @Test
    @Tag("LOG-06")
    void leavingAsksForThePinWhereTheDataSaysSo() {
        office.gives(ANNA, Map.of("UD_AuthenticateLogout", "TRUE"));
        Phone phone = sharedPhone();
        ANNA.takes(phone);

        phone.dials("*12");
        phone.asksForPin();
        phone.types("4321");
        phone.refuses("Wrong PIN");
        phone.showsPerson(ANNA);

        phone.dials("*12");
        phone.asksForPin();
        phone.types("1234");
        phone.displays("Logged out");
        phone.hangsUp();
        phone.showsNobody();
    }

    @Test
    @Tag("LOG-06")
    void theCodeTakesHerOwnNumberAndNoOtherDigits() {
        Phone phone = sharedPhone();
        ANNA.takes(phone);

        phone.dials("*121013");
        phone.refusesAtOnce();
        phone.showsPerson(ANNA);

        phone.dials("*121012");
        phone.displays("Logged out");
        phone.hangsUp();
        phone.showsNobody();
    }

    @Test
    @Tag("LOG-10")
    void theChargerLogsOutWhoseDataSaysSoAndWithSilentChargingOnly() {
        Phone phone = sharedPhone();
        ANNA.takes(phone);
        phone.isPutIntoTheCharger(true);
        phone.showsPerson(ANNA);
        phone.isTakenOutOfTheCharger();
        office.gives(ANNA, Map.of("UD_AutoLogoutOnCharge", "TRUE"));

        phone.isPutIntoTheCharger(false);
        phone.showsPerson(ANNA);
        phone.isTakenOutOfTheCharger();
        phone.isPutIntoTheCharger(true);

        phone.showsNobody();
    }

    @Test
    @Tag("LOG-10")
    void theChargerLeavesAFixedPhoneAlone() {
        Person bert = Person.called("Bert", "1013", "77");
        Phone phone = newPhone();
        office.pairs(phone, bert);
        office.gives(bert, Map.of("UD_AutoLogoutOnCharge", "TRUE"));
        phone.subscribes();

        phone.isPutIntoTheCharger(true);

        phone.showsPerson(bert);
    }

    @Test
    @Tag("USR-09")
    void whatAnnaSetsAtOnePhoneSheFindsAtTheNextAndAfterARestart() {
        Phone desk = sharedPhone();
        Phone ward = sharedPhone();
        ANNA.takes(desk);
        desk.sets("UD_DispLanguage", "Deutsch");
        ANNA.leaves(desk);

        appliance.restarts();
        ANNA.takes(ward);

        ward.becomes("in German", look -> "Deutsch".equals(look.settings().get("UD_DispLanguage")));
    }

    @Test
    @Tag("USR-09")
    void theOfficesBarOfTheKeyLockWins() {
        Phone phone = sharedPhone();
        ANNA.takes(phone);
        phone.sets("UD_KeyLockEnable", "TRUE");

        office.gives(ANNA, Map.of("UD_KeyLockEnable", "FALSE"));

        phone.becomes(
                "without a key lock", look -> "FALSE".equals(look.settings().get("UD_KeyLockEnable")));
    }

    private static void somethingIsLeftOn(Phone phone) {
        phone.receives(Trace.MESSAGE, "Call me");
        phone.receives(Trace.RECEIVED_CALL, "2000");
        phone.receives(Trace.MISSED_CALL, "2001");
        phone.receives(Trace.DIRECTORY_ENTRY, "Otto");
        phone.dials("4711");
        phone.hangsUp();
        assertThat(phone.look().redial()).isNotEmpty();
        assertThat(phone.look().messages()).isEqualTo(1);
    }
}
