package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.dectory.api.identity.HandsetKind;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Anna's phone is put into its charger. */
@Tag("LOG-10")
class ChargingTest {

    private static final int CALL = 1;

    private final SharedPhones house = new SharedPhones();
    private final User anna = house.user("1012");
    private final Device phone = house.phoneOf(anna, 1);

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest(name = "UD_AutoLogoutOnCharge {0}, put in: {1}, silent charging: {2}, logged out: {3}")
    @CsvSource({
        "TRUE,  true,  true,  true",
        "TRUE,  true,  false, false",
        "TRUE,  false, true,  false",
        "FALSE, true,  true,  false",
        ",      true,  true,  false",
    })
    void logsOutWhereTheUsersDataSaysSo(String setting, boolean inCharger, boolean silentCharging, boolean loggedOut) {
        if (setting != null) {
            house.set(anna, "UD_AutoLogoutOnCharge", setting);
        }

        charger(inCharger, silentCharging);

        assertThat(isLoggedOut(phone)).isEqualTo(loggedOut);
    }

    @Test
    void clearsThePhoneAsAnyLogout() {
        wantsToLeave();

        charger(true, true);

        house.awaitPrompt(phone);
        assertThat(house.clearings(phone)).containsExactly(false);
    }

    @Test
    void asksForNoPinThere() {
        house.set(anna, Layer.USER_FILE, "UD_AuthenticateLogout", "TRUE");
        wantsToLeave();

        charger(true, true);

        assertThat(isLoggedOut(phone)).isTrue();
        assertThat(house.isAskedForPin(phone)).isFalse();
    }

    @Test
    void leavesTheUserOfAFixedPair() {
        Device own = house.phone(2);
        User bert = house.user("1013");
        house.link(own, bert, Relation.Kind.FIXED);
        house.set(bert, "UD_AutoLogoutOnCharge", "TRUE");

        house.events.charger(own.ipei(), true, true);

        assertThat(isLoggedOut(own)).isFalse();
    }

    @Test
    void leavesAPhoneAloneWhereNobodyIsLoggedIn() {
        Device unbound = house.phone(2, HandsetKind.PHONE_600_700);

        house.events.charger(unbound.ipei(), true, true);

        assertThat(house.radio.commands(unbound.ipei())).isEmpty();
    }

    @Test
    void waitsForTheEndOfTheCall() {
        wantsToLeave();
        house.radio.inCall(phone.ipei(), CALL);

        charger(true, true);
        assertThat(isLoggedOut(phone)).isFalse();

        house.radio.hangUp(phone.ipei());
        assertThat(isLoggedOut(phone)).isTrue();
    }

    @Test
    void staysWithAUserWhoTakesThePhoneOutBeforeTheCallIsOver() {
        wantsToLeave();
        house.radio.inCall(phone.ipei(), CALL);

        charger(true, true);
        charger(false, true);
        house.radio.hangUp(phone.ipei());

        assertThat(isLoggedOut(phone)).isFalse();
    }

    @Test
    void logsOutOnceWhoeverPutsItInAgain() {
        wantsToLeave();
        house.radio.inCall(phone.ipei(), CALL);

        charger(true, true);
        charger(false, true);
        charger(true, true);
        house.radio.hangUp(phone.ipei());

        house.awaitPrompt(phone);
        assertThat(house.clearings(phone)).containsExactly(false);
    }

    @Test
    void staysWhenSilentChargingIsSwitchedOffDuringTheCall() {
        wantsToLeave();
        house.radio.inCall(phone.ipei(), CALL);

        charger(true, true);
        charger(true, false);
        house.radio.hangUp(phone.ipei());

        assertThat(isLoggedOut(phone)).isFalse();
    }

    @Test
    void staysWhenTheUsersDataHasChangedDuringTheCall() {
        wantsToLeave();
        house.radio.inCall(phone.ipei(), CALL);

        charger(true, true);
        house.set(anna, "UD_AutoLogoutOnCharge", "FALSE");
        house.radio.hangUp(phone.ipei());

        assertThat(isLoggedOut(phone)).isFalse();
    }

    @Test
    void leavesAloneWhoeverCameDuringTheCall() {
        User bert = house.user("1013");
        house.set(bert, "UD_AutoLogoutOnCharge", "TRUE");
        wantsToLeave();
        house.radio.inCall(phone.ipei(), CALL);

        charger(true, true);
        SharedPhones.done(house.sharing.logout(phone.id(), SharedPhones.OMM));
        house.link(phone, bert, Relation.Kind.DYNAMIC);
        house.radio.hangUp(phone.ipei());

        assertThat(isLoggedOut(phone)).isFalse();
    }

    @Test
    void givesUpAfterACallWithoutEnd() {
        wantsToLeave();
        house.radio.inCall(phone.ipei(), CALL);

        charger(true, true);
        house.radio.endPatience(phone.ipei());

        assertThat(isLoggedOut(phone)).isFalse();
    }

    private void wantsToLeave() {
        house.set(anna, "UD_AutoLogoutOnCharge", "TRUE");
    }

    private void charger(boolean inCharger, boolean silentCharging) {
        house.events.charger(phone.ipei(), inCharger, silentCharging);
    }

    private boolean isLoggedOut(Device device) {
        house.settle(device);
        return house.relation(device).isEmpty();
    }
}
