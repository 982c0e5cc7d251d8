package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import org.dectory.api.radio.Radio.Tone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of people who come where somebody is already, or who are somewhere already. */
@Tag("LOG-04")
public class TakeoverIT extends Story {

    private static final Person ANNA = Person.called("Anna", "1012", "1234");
    private static final Person BERT = Person.called("Bert", "1013", "77");

    private Phone desk;
    private Phone ward;

    @BeforeEach
    void annaIsAtTheDesk() {
        office.employs(ANNA);
        office.employs(BERT);
        desk = sharedPhone();
        ward = sharedPhone();
        ANNA.takes(desk);
    }

    @Test
    void moveMeansThatTheOldPhoneIsLeftOnceTheLoginSucceeds() {
        ward.dials("*111012");
        ward.asksForPin();
        desk.showsPerson(ANNA);

        ward.types("1234");
        ward.displays("Logged in");
        ward.hangsUp();

        ward.showsPerson(ANNA);
        desk.showsNobody();
    }

    @Test
    void rejectMeansThatTheOldPhoneIsLeftByHand() {
        office.setsSharing("takeover.user", "reject");

        ward.dials("*111012");
        ward.becomes("refusing", phone -> phone.tones().contains(Tone.NEGATIVE_ACKNOWLEDGEMENT));
        ward.hangsUp();

        desk.showsPerson(ANNA);
        ward.showsNobody();
        ANNA.leaves(desk);
        ANNA.takes(ward);
    }

    @Test
    void waitMeansThatACallAtTheOldPhoneIsNotCutOff() {
        office.setsSharing("takeover.user", "wait");
        desk.talks(true);

        ward.dials("*111012");
        ward.asksForPin();
        ward.types("1234");
        time.passes(seconds(30));
        appliance.isQuiet();
        office.says(desk, ANNA);
        office.saysNobodyAt(ward);

        desk.talks(false);
        ward.displays("Logged in");
        ward.hangsUp();
        ward.showsPerson(ANNA);
        desk.showsNobody();
    }

    @Test
    void waitEndsWithoutALoginWhenTheCallIsTooLong() {
        office.setsSharing("takeover.user", "wait");
        desk.talks(true);

        ward.dials("*111012");
        ward.asksForPin();
        ward.types("1234");
        appliance.isQuiet();
        time.passes(seconds(61));

        ward.becomes("refusing", phone -> phone.tones().contains(Tone.NEGATIVE_ACKNOWLEDGEMENT));
        ward.hangsUp();
        desk.showsPerson(ANNA);
        ward.showsNobody();
    }

    @Test
    @Tag("FAC-06")
    void aPhoneThatAnnaForgotIsTakenOnlyWhereThatIsAllowed() {
        desk.dials("*111013");
        desk.refusesAtOnce();
        desk.showsPerson(ANNA);

        office.setsSharing("takeover.phone", true);
        BERT.takes(desk);

        desk.showsPerson(BERT);
        assertThat(office.find(ANNA).device()).isEmpty();
    }

    @Test
    @Tag("FAC-06")
    void evenThereAWrongPinTakesNothing() {
        office.setsSharing("takeover.phone", true);

        BERT.knowing("78").isRefusedAt(desk, "Wrong PIN");

        desk.showsPerson(ANNA);
    }
}
