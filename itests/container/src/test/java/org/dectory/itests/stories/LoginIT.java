package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import org.dectory.api.radio.Radio.Tone;
import org.dectory.api.sharing.SharingService.LoginType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of people who take phones and leave them. */
public class LoginIT extends Story {

    private static final Person ANNA = Person.called("Anna", "1012", "1234");
    private static final Person BERT = Person.called("Bert", "1013", "77");

    @Test
    @Tag("LOG-01")
    @Tag("LOG-05")
    @Tag("LOG-06")
    void annaTakesAPhoneAndLeavesItForBert() {
        Person anna = office.employs(ANNA);
        Person bert = office.employs(BERT);
        Phone phone = sharedPhone();
        phone.showsNobody();

        anna.takes(phone);
        phone.shows("Anna", "1012");

        anna.leaves(phone);
        phone.showsNobody();

        bert.takes(phone);
        phone.shows("Bert", "1013");
    }

    @Test
    @Tag("LOG-02")
    @Tag("LOG-11")
    void aWrongPinTakesNoPhone() {
        Person anna = office.employs(ANNA);
        Phone phone = sharedPhone();

        anna.knowing("9999").isRefusedAt(phone, "Wrong PIN");

        phone.showsNobody();
        anna.takes(phone);
    }

    @Test
    @Tag("LOG-04")
    void whoTakesASecondPhoneLeavesTheFirst() {
        Person anna = office.employs(ANNA);
        Phone desk = sharedPhone();
        Phone ward = sharedPhone();
        anna.takes(desk);

        anna.takes(ward);

        desk.showsNobody();
        ward.showsPerson(anna);
    }

    @Test
    @Tag("LOG-04")
    void whoFailsAtASecondPhoneKeepsTheFirst() {
        Person anna = office.employs(ANNA);
        Phone desk = sharedPhone();
        Phone ward = sharedPhone();
        anna.takes(desk);

        anna.knowing("0").isRefusedAt(ward, "Wrong PIN");

        desk.showsPerson(anna);
        ward.showsNobody();
    }

    @Test
    @Tag("FAC-06")
    void aPhoneInUseIsNotTakenOver() {
        Person anna = office.employs(ANNA);
        office.employs(BERT);
        Phone phone = sharedPhone();
        anna.takes(phone);

        phone.dials("*111013");

        phone.refusesAtOnce();
        phone.showsPerson(anna);
    }

    @Test
    @Tag("DAT-05")
    void whoIsDeletedIsLoggedOut() {
        Person anna = office.employs(ANNA);
        Phone phone = sharedPhone();
        anna.takes(phone);

        office.deletes(anna);

        phone.showsNobody();
        phone.dials("*111012");
        phone.hears(Tone.POSITIVE_ACKNOWLEDGEMENT, Tone.NEGATIVE_ACKNOWLEDGEMENT);
        phone.displays("Unknown user");
    }

    @Test
    @Tag("DAT-05")
    void whoseDeviceIsDeletedIsLoggedOutAndTakesAnother() {
        Person anna = office.employs(ANNA);
        Phone lost = sharedPhone();
        Phone other = sharedPhone();
        anna.takes(lost);

        office.deletes(lost);

        assertThat(office.findIfThere(lost)).isEmpty();
        lost.becomes("without a subscription", phone -> !phone.subscribed());
        anna.takes(other);
    }

    @Test
    @Tag("LOG-01")
    void anotherLoginTypeLogsEverybodyOut() {
        Person anna = office.employs(ANNA.withLoginId("501"));
        Person bert = office.employs(BERT);
        Phone desk = sharedPhone();
        Phone ward = sharedPhone();
        anna.takes(desk);
        bert.takes(ward);

        assertThat(office.setsLoginType(LoginType.LOGIN_ID)).isEqualTo(2);

        desk.showsNobody();
        ward.showsNobody();
        anna.takes(desk, "*11501");
        ward.dials("*111013");
        ward.refuses("Unknown user");
    }

    @Test
    @Tag("DBS-02")
    @Tag("LOG-05")
    void whoIsLoggedInStaysSoThroughARestart() {
        Person anna = office.employs(ANNA);
        Phone phone = sharedPhone();
        anna.takes(phone);

        appliance.isOffFor(days(3));

        phone.showsPerson(anna);
        anna.leaves(phone);
    }

    @Test
    @Tag("LOG-12")
    void aPinThatNobodyTypesEndsTheLoginAfterAHundredSeconds() {
        office.employs(ANNA);
        Phone phone = sharedPhone();
        phone.dials("*111012");
        phone.asksForPin();

        time.passes(seconds(99));
        phone.asksForPin();
        time.passes(seconds(1));

        phone.refuses("No answer in time");
        phone.showsNobody();
    }
}
