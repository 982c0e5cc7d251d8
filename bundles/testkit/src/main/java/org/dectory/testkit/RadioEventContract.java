package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.CallHandler;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.radio.PhoneSetting;
import org.dectory.api.radio.Radio;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a radio promises about events and their owners. */
interface RadioEventContract extends RadioOnBench {

    @Test
    @Tag("FAC-03")
    default void tellsEnBlocDiallingFromDigitByDigitDialling() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);

        bench().dial(phone, "*111012", true);
        await().until(() -> owner().setups().size() == 1);
        bench().hook(phone, false);
        bench().dial(phone, "*11", false);
        bench().dial(phone, "1012", false);
        bench().letTimePass(Duration.ofSeconds(20));
        await().until(() -> owner().setups().size() == 2);

        assertThat(owner().setups()).extracting(CallHandler.CallSetup::digits).containsExactly("*111012", "*111012");
        assertThat(owner().setups()).extracting(CallHandler.CallSetup::enBloc).containsExactly(true, false);
    }

    @Test
    default void givesTheBusyToneWhenNobodyOwnsCalls() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        bench().calls(Optional.empty());

        bench().dial(phone, "4711", true);

        await().until(() -> bench().tones(phone).equals(List.of(Radio.Tone.BUSY)));
    }

    @Test
    default void rejectsLocationsWhenNobodyOwnsThem() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        bench().accessRights(Optional.empty());

        bench().power(phone, false);
        bench().power(phone, true);
        RadioOnBench.result(radio().display(phone, "after the registration"));

        assertThat(bench().isAttached(phone)).isFalse();
    }

    @Test
    default void dropsOtherEventsWhenNobodyOwnsThem() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        bench().phones(Optional.empty());
        bench().hook(phone, true);
        RadioOnBench.result(radio().play(phone, 0, Radio.Tone.BUSY));
        bench().phones(Optional.of(owner()));

        bench().hook(phone, false);

        await().until(() -> owner().events(phone).contains("hook false"));
        assertThat(owner().events(phone)).doesNotContain("hook true");
    }

    @Test
    default void tellsThatAPhoneIsThereAfterItsLocationWasAccepted() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        int before = owner().events(phone).size();

        bench().power(phone, false);
        bench().power(phone, true);

        await().until(() -> owner().events(phone).size() == before + 2);
        assertThat(owner().events(phone).get(before)).startsWith("located");
        assertThat(owner().events(phone).get(before + 1)).isEqualTo("attached");
        assertThat(bench().isAttached(phone)).isTrue();
    }

    @Test
    @Tag("LOG-09")
    @Tag("LOG-10")
    @Tag("USR-09")
    default void tellsWhatAPersonDoesWithA600Or700() {
        Ipei phone = bench().attachedPhone(HandsetKind.PHONE_600_700);

        bench().menu(phone, PhoneHandler.MenuItem.LOGIN, "1012");
        bench().set(phone, PhoneSetting.FORWARD_STATE, "All");
        bench().charger(phone, true);
        bench().charger(phone, false);
        bench().move(phone, 7);
        radio().display(phone, "after the events");

        await().until(() -> owner().events(phone).contains("located 7"));
        assertThat(owner().events(phone))
                .containsSubsequence(
                        "menu LOGIN 1012",
                        "changed UD_ForwardState=All",
                        "charger true true",
                        "charger false true",
                        "located 7");
    }

    @Test
    @Tag("LOG-10")
    default void tellsAPhoneThatWasPutIntoItsChargerUnheardWhenItIsBack() {
        Ipei phone = bench().attachedPhone(HandsetKind.PHONE_600_700);
        await().until(() -> owner().events(phone).contains("attached"));
        int before = owner().events(phone).size();
        bench().power(phone, false);

        bench().charger(phone, true);
        bench().power(phone, true);
        await().until(() -> owner().events(phone).size() >= before + 3);

        bench().power(phone, false);
        bench().charger(phone, false);
        bench().charger(phone, true);
        bench().charger(phone, false);
        bench().power(phone, true);
        await().until(() -> owner().events(phone).size() >= before + 5);
        bench().move(phone, 7);
        await().until(() -> owner().events(phone).contains("located 7"));
        assertThat(owner().events(phone).stream().skip(before))
                .containsExactly("located 0", "attached", "charger true true", "located 0", "attached", "located 7");
    }

    @Test
    @Tag("OPS-05")
    default void tellsAnEmergencyOnAPhoneThatIsNobodys() {
        Ipei phone = bench().attachedPhone(HandsetKind.PHONE_600_700);
        assertThat(RadioOnBench.result(radio().showLoginPrompt(phone))).isTrue();

        bench().sos(phone);
        bench().manDown(phone);

        await().until(() ->
                owner().events(phone).get(owner().events(phone).size() - 1).startsWith("manDown"));
        assertThat(owner().events(phone)).anyMatch(event -> event.startsWith("sos"));
    }
}
