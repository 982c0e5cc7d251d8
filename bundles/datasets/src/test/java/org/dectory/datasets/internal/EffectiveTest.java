package org.dectory.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.datasets.internal.Desk.ANNA;
import static org.dectory.datasets.internal.Desk.PHONE;
import static org.dectory.datasets.internal.Desk.assertFailure;
import static org.dectory.datasets.internal.Desk.done;

import java.util.HashMap;
import java.util.Map;
import org.dectory.api.identity.UserId;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Layer;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.userdata.SystemData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts for a user in the end, and where it comes from. */
class EffectiveTest {

    private final Desk desk = new Desk();
    private final DataSets dataSets = desk.dataSets;

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    @ParameterizedTest
    @Tag("USR-07")
    @CsvSource({
        "Off,     FALSE, FALSE ADMINISTRATOR",
        "Off,     TRUE,  TRUE ADMINISTRATOR",
        "Passive, FALSE, TRUE MONITORING",
        "Active,  FALSE, TRUE MONITORING",
        "Active,  TRUE,  TRUE ADMINISTRATOR",
    })
    void monitoringMakesAVipAndItsEndLeavesVipAsItWas(String monitoring, String vip, String expected) {
        User user = desk.addUser("1012", Map.of("UD_UserMonitoring", monitoring, "UD_Vip", vip));

        assertThat(desk.effective(user, "UD_Vip")).isEqualTo(expected);
        done(dataSets.changeUser(
                user.id(),
                user.revision(),
                Desk.user("1012", Map.of("UD_UserMonitoring", "Off", "UD_Vip", vip)),
                ANNA));
        assertThat(desk.effective(user, "UD_Vip")).isEqualTo(vip + " ADMINISTRATOR");
    }

    @ParameterizedTest
    @Tag("USR-08")
    @CsvSource({
        "On,  On,  sip1012, 1012 SIP,         sip1012 SIP,     SIP",
        "On,  On,  '',      1012 SIP,         1012 SIP,        SIP",
        "Off, Off, sip1012, x ADMINISTRATOR,  y ADMINISTRATOR, ADMINISTRATOR",
        "On,  Off, sip1012, 1012 SIP,         y ADMINISTRATOR, ADMINISTRATOR",
    })
    void theXsiAccountIsTheSipAccountWhereTheUserSaysSo(
            String userName, String auth, String account, String xsiName, String xsiAuth, String password) {
        Map<String, String> values = new HashMap<>(Map.of("UD_ServiceUserName", "x", "UD_ServiceAuthName", "y"));
        values.putAll(Map.of("UD_ServiceAuthPasswd", "z", "UD_SipAccount", account));
        values.putAll(Map.of("UD_UseSIPUserName", userName, "UD_UseSIPUserAuth", auth));

        User user = desk.addUser("1012", values);

        assertThat(desk.effective(user, "UD_ServiceUserName")).isEqualTo(xsiName);
        assertThat(desk.effective(user, "UD_ServiceAuthName")).isEqualTo(xsiAuth);
        assertThat(desk.effective(user, "UD_ServiceAuthPasswd")).isEqualTo(password);
        assertThat(dataSets.findUserData(user.id()).orElseThrow().usesSipPassword(new SystemData(Map.of())))
                .isEqualTo(password.equals("SIP"));
    }

    @Test
    @Tag("USR-06")
    void hotDeskingAndLogoutByTheChargerHaveNoEffectInAFixedRelation() {
        Map<String, String> values = Map.of("UD_HotDeskingSupport", "TRUE", "UD_AutoLogoutOnCharge", "TRUE");
        DeviceRow pair = done(dataSets.addPair(Desk.device(PHONE), Desk.user("1012", values), ANNA));
        User user = pair.user().orElseThrow();

        assertThat(desk.effective(user, "UD_HotDeskingSupport")).isEqualTo("FALSE RELATION");
        assertThat(desk.effective(user, "UD_AutoLogoutOnCharge")).isEqualTo("FALSE RELATION");

        done(dataSets.changeRelation(pair.device().id(), Relation.Kind.DYNAMIC, ANNA));

        assertThat(desk.effective(user, "UD_HotDeskingSupport")).isEqualTo("TRUE ADMINISTRATOR");
        assertThat(desk.effective(user, "UD_AutoLogoutOnCharge")).isEqualTo("TRUE ADMINISTRATOR");
    }

    @Test
    @Tag("USR-09")
    void aBarOfTheKeyLockWinsOverWhatTheUserSetAtThePhone() {
        User user = desk.addUser("1012", Map.of("UD_KeyLockEnable", "FALSE", "UD_KeyLockTime", "30"));
        desk.write(tx -> {
            tx.putLayer(user.id(), Layer.PHONE, Map.of("UD_KeyLockEnable", "TRUE", "UD_KeyLockTime", "90"));
            return "written";
        });

        assertThat(desk.effective(user, "UD_KeyLockEnable")).isEqualTo("FALSE ADMINISTRATOR");
        assertThat(desk.effective(user, "UD_KeyLockTime")).isEqualTo("90 PHONE");
    }

    @Test
    @Tag("USR-10")
    void saysWhichPinCounts() {
        User user = desk.addExternal("1012", Map.of());
        SecretOwner owner = SecretOwner.of(user.id());

        assertThat(desk.effective(user, "UD_Pin")).isEqualTo("DEFAULT");
        desk.putSecret(owner, SecretKind.PIN_COMMON_FILE, "1");
        assertThat(desk.effective(user, "UD_Pin")).isEqualTo("COMMON_FILE");
        desk.putSecret(owner, SecretKind.PIN_USER_FILE, "2");
        assertThat(desk.effective(user, "UD_Pin")).isEqualTo("USER_FILE");
        desk.putSecret(owner, SecretKind.PIN_PHONE, "3");
        assertThat(desk.effective(user, "UD_Pin")).isEqualTo("PHONE");
    }

    @Test
    @Tag("USR-10")
    @Tag("LOG-14")
    void forgetsThePinOfThePhoneSoThatTheNextOneCounts() {
        User user = desk.addExternal("1012", Map.of());
        desk.putSecret(SecretOwner.of(user.id()), SecretKind.PIN_USER_FILE, "2");
        desk.putSecret(SecretOwner.of(user.id()), SecretKind.PIN_PHONE, "3");

        assertThat(done(dataSets.forgetPhonePin(user.id(), ANNA))).isTrue();

        assertThat(desk.effective(user, "UD_Pin")).isEqualTo("USER_FILE");
        assertThat(done(dataSets.forgetPhonePin(user.id(), ANNA))).isFalse();
        assertFailure(dataSets.forgetPhonePin(new UserId(99), ANNA)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void tellsWhereSecretsComeFromAndNeverWhatTheyAre() {
        User local = desk.addUser("1", Map.of("UD_SipPassword", "hush1", "UD_KeyLockPin", "4711"));
        User external = desk.addExternal("2", Map.of("UD_Phone", "x"));
        desk.putSecret(SecretOwner.of(external.id()), SecretKind.SIP_PASSWORD, "hush2");
        desk.putSecret(SecretOwner.SYSTEM, SecretKind.KEY_LOCK_PIN, "4712");

        assertThat(desk.effective(local, "UD_SipPassword")).isEqualTo("ADMINISTRATOR");
        assertThat(desk.effective(external, "ud_sippassword")).isEqualTo("USER_FILE");
        assertThat(desk.effective(external, "UD_KeyLockPin")).isEqualTo("COMMON_FILE");
        assertThat(desk.effective(local, "UD_ServiceAuthPasswd")).isEqualTo("DEFAULT");
        assertThat(desk.effective(external, "UD_Phone")).isEqualTo("x USER_FILE");
        assertThat(dataSets.findEffectiveData(local.id()).toString()).doesNotContain("hush1", "4711");
        assertThat(dataSets.findEffectiveData(new UserId(99))).isEmpty();
    }
}
