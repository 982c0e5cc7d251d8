package org.dectory.itests.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.radio.PhoneSetting;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.PhoneSimulator.Trace;
import org.dectory.api.store.Store;
import org.dectory.itests.container.House;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stories of what people do with the phone they have taken: menu, settings, charger. */
public class PhoneInHandIT extends Story {

    private static final Person ANNA = Person.called("Anna", "1012", "1234");
    private static final Person BERT = Person.called("Bert", "1013", "77");

    @Test
    @Tag("LOG-14")
    @Tag("LOG-02")
    @Tag("USR-09")
    void annaChoosesAnotherPinAtHerPhone() {
        Person anna = office.employs(ANNA);
        Phone phone = encryptedPhone();
        Phone other = sharedPhone();
        anna.takes(phone);

        choosesInMenu(phone, MenuItem.CHANGE_PIN);
        typesAt(phone, "PIN", "1234");
        typesAt(phone, "New PIN", "471147");
        assertThat(phone.look().encrypted()).isTrue();
        typesAt(phone, "Repeat new PIN", "471147");
        phone.displays("PIN changed");

        anna.isRefusedAt(other, "Wrong PIN");
        appliance.restarts();
        anna.knowing("471147").takes(other);
    }

    @Test
    @Tag("LOG-14")
    void aPhoneWhoseLinkIsNotEncryptedAsksForNoPin() {
        Person anna = office.employs(ANNA);
        Phone phone = sharedPhone();
        anna.takes(phone);

        choosesInMenu(phone, MenuItem.CHANGE_PIN);

        phone.displays("Link not encrypted");
        assertThat(phone.look().prompt()).isEmpty();
    }

    @Test
    @Tag("LOG-14")
    void aPhoneThatIsSwitchedOffBeforeTheSecondTimeKeepsTheOldPin() {
        Person anna = office.employs(ANNA);
        Phone phone = encryptedPhone();
        anna.takes(phone);

        choosesInMenu(phone, MenuItem.CHANGE_PIN);
        typesAt(phone, "PIN", "1234");
        typesAt(phone, "New PIN", "471147");
        switches(phone, false);
        switches(phone, true);
        phone.isInReach();

        phone.showsPerson(anna);
        anna.leaves(phone);
        anna.takes(phone);
    }

    @Test
    @Tag("LOG-14")
    void aNewPinThatNobodyTypesIsGivenUpAfterAHundredSeconds() {
        Person anna = office.employs(ANNA);
        Phone phone = encryptedPhone();
        anna.takes(phone);

        choosesInMenu(phone, MenuItem.CHANGE_PIN);
        typesAt(phone, "PIN", "1234");
        phone.becomes("asking for the new PIN", seen -> seen.prompt().equals("New PIN"));
        time.passes(seconds(100));

        phone.displays("No answer in time");
        anna.leaves(phone);
        anna.takes(phone);
    }

    @Test
    @Tag("LOG-09")
    void theMenuLogsOutAndInAndShowsTheStatus() {
        Person anna = office.employs(ANNA);
        Phone phone = sharedPhone();

        simulator().menu(phone.ipei(), MenuItem.LOGIN, "1012");
        typesAt(phone, "PIN", "1234");
        phone.showsPerson(anna);

        choosesInMenu(phone, MenuItem.STATUS);
        phone.displays("Anna\n1012\nLogged in\nNot encrypted\n");
        phone.displays("Dectory 0.1.0");

        choosesInMenu(phone, MenuItem.LOGOUT);
        phone.showsNobody();
    }

    @Test
    @Tag("USR-09")
    @Tag("LOG-07")
    void whatAnnaSetsAtThePhoneGoesWithHer() {
        Person anna = office.employs(ANNA);
        Person bert = office.employs(BERT);
        Phone desk = sharedPhone();
        Phone ward = sharedPhone();
        anna.takes(desk);

        sets(desk, PhoneSetting.FORWARD_DESTINATION, "1099");
        sets(desk, PhoneSetting.FORWARD_STATE, "All");
        sets(desk, PhoneSetting.LANGUAGE, "Suomi");
        anna.leaves(desk);
        bert.takes(desk);
        assertThat(desk.look().forwarding()).isFalse();

        appliance.restarts();
        anna.takes(ward);
        ward.becomes(
                "forwarding",
                seen -> seen.forwarding()
                        && seen.settings()
                                .entrySet()
                                .containsAll(
                                        Map.of(PhoneSetting.FORWARD_DESTINATION, "1099", PhoneSetting.LANGUAGE, "Suomi")
                                                .entrySet()));
    }

    @Test
    @Tag("USR-08")
    @Tag("USR-09")
    void aBarredKeyLockUnlocksThePhoneWhateverItsUserSets() {
        Person anna = office.employs(ANNA);
        Phone phone = sharedPhone();
        anna.takes(phone);
        sets(phone, PhoneSetting.KEY_LOCK_ENABLE, "TRUE");
        simulator().lock(phone.ipei(), true);

        office.gives(anna, Map.of("UD_KeyLockEnable", "FALSE"));

        phone.becomes("unlocked", seen -> !seen.locked());
        sets(phone, PhoneSetting.KEY_LOCK_ENABLE, "TRUE");
        phone.becomes("barred again", seen -> "FALSE".equals(seen.settings().get(PhoneSetting.KEY_LOCK_ENABLE)));
        assertThatThrownBy(() -> simulator().lock(phone.ipei(), true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Tag("LOG-10")
    void theChargerLogsAnnaOutWhenHerCallIsOver() {
        Person anna = office.employs(ANNA);
        office.gives(anna, Map.of("UD_AutoLogoutOnCharge", "TRUE"));
        Phone phone = sharedPhone();
        simulator().silentCharging(phone.ipei(), true);
        anna.takes(phone);

        simulator().talk(phone.ipei(), true);
        charges(phone, true);
        phone.showsPerson(anna);
        charges(phone, false);
        simulator().talk(phone.ipei(), false);
        appliance.isQuiet();
        phone.showsPerson(anna);

        simulator().talk(phone.ipei(), true);
        charges(phone, true);
        simulator().talk(phone.ipei(), false);
        phone.showsNobody();
    }

    @Test
    @Tag("LOG-10")
    void theChargerLogsNobodyOutWhileSilentChargingIsOff() {
        Person anna = office.employs(ANNA);
        office.gives(anna, Map.of("UD_AutoLogoutOnCharge", "TRUE"));
        Phone phone = sharedPhone();
        anna.takes(phone);

        charges(phone, true);

        phone.showsPerson(anna);
    }

    @Test
    @Tag("LOG-10")
    void aPhoneThatWasPutIntoItsChargerWhileItWasOffLogsAnnaOutWhenItComesBack() {
        Person anna = office.employs(ANNA);
        office.gives(anna, Map.of("UD_AutoLogoutOnCharge", "TRUE"));
        Phone phone = sharedPhone();
        simulator().silentCharging(phone.ipei(), true);
        anna.takes(phone);

        switches(phone, false);
        charges(phone, true);
        switches(phone, true);

        phone.showsNobody();
    }

    @Test
    @Tag("LOG-07")
    void aPhoneThatWasOffWhenItWasLoggedOutIsClearedWhenItComesBack() {
        Person anna = office.employs(ANNA);
        Phone phone = sharedPhone();
        anna.takes(phone);
        leavesTracesOn(phone);
        switches(phone, false);

        office.logsOut(phone);
        appliance.restarts();
        assertThat(phone.look().messages()).isEqualTo(1);
        switches(phone, true);

        phone.showsNobody();
        assertThat(List.of(
                        phone.look().messages(),
                        phone.look().callers(),
                        phone.look().received(),
                        phone.look().directory()))
                .containsOnly(0);
    }

    @Test
    @Tag("LOG-07")
    @Tag("LOG-08")
    void aGapPhonePromptsOffHookAndKeepsWhatItsUserLeft() {
        Person anna = office.employs(ANNA);
        Phone phone = sharedPhone(HandsetKind.GAP);
        simulator().label(phone.ipei(), "Pool 7", "");
        phone.goesOffHook();
        phone.displays("Please login");
        phone.hangsUp();
        anna.takes(phone);
        leavesTracesOn(phone);
        phone.goesOffHook();
        assertThat(phone.look().display()).doesNotContain("Please login");
        phone.hangsUp();

        office.logsOut(phone);

        assertThat(phone.look().name()).isEqualTo("Pool 7");
        assertThat(phone.look().callers()).isEqualTo(1);
        phone.goesOffHook();
        phone.displays("Please login");
    }

    private Phone encryptedPhone() {
        Phone phone = sharedPhone();
        House.done(appliance
                .service(Store.class)
                .write(
                        House.actor(),
                        tx -> tx.update(
                                tx.findDevice(phone.ipei()).orElseThrow().withEncryption(true))));
        return phone;
    }

    private void choosesInMenu(Phone phone, MenuItem item) {
        simulator().menu(phone.ipei(), item, "");
        appliance.isQuiet();
    }

    private void typesAt(Phone phone, String prompt, String digits) {
        phone.becomes("asking: " + prompt, seen -> seen.prompt().equals(prompt));
        phone.types(digits);
        appliance.isQuiet();
    }

    private void sets(Phone phone, String key, String value) {
        simulator().set(phone.ipei(), key, value);
        appliance.isQuiet();
    }

    private void charges(Phone phone, boolean inCharger) {
        simulator().charger(phone.ipei(), inCharger);
        appliance.isQuiet();
    }

    private void switches(Phone phone, boolean on) {
        simulator().power(phone.ipei(), on);
        appliance.isQuiet();
    }

    private void leavesTracesOn(Phone phone) {
        for (Trace trace : Trace.values()) {
            simulator().leave(phone.ipei(), trace, "0301234");
        }
    }

    private PhoneSimulator simulator() {
        return appliance.service(PhoneSimulator.class);
    }
}
