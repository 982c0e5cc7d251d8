package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.testkit.RadioCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that lie in the phone and belong to its user Anna. */
@Tag("USR-09")
class PhoneSettingsTest {

    private final SharedPhones house = new SharedPhones();
    private final User anna = house.user("1012");
    private final Device phone = house.phoneOf(anna, 1);

    @AfterEach
    void close() {
        house.close();
    }

    @ParameterizedTest(name = "{0} = {1} is kept as {2}")
    @CsvSource({
        "UD_ForwardState, All, All",
        "UD_ForwardState, busynoanswer, BusyNoAnswer",
        "ud_forwardstate, Off, Off",
        "UD_ForwardDest, 0301234, 0301234",
        "UD_ForwardDest, ' *21#1 ', *21#1",
        "UD_ForwardTime, 120, 120",
        "UD_KeyLockEnable, 0, FALSE",
        "UD_KeyLockEnable, yes, TRUE",
        "UD_KeyLockTime, 30, 30",
        "UD_DispLanguage, Français, Français",
    })
    void keepsWhatTheUserChanges(String key, String typed, String kept) {
        change(key, typed);

        awaitLayer(anna, Map.of(OwnSetting.find(key).orElseThrow().key(), kept));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "UD_ForwardState, Sometimes",
        "UD_ForwardDest, 12 34",
        "UD_ForwardDest, 123456789012345678901234567890123",
        "UD_ForwardTime, 121",
        "UD_ForwardTime, -1",
        "UD_KeyLockEnable, perhaps",
        "UD_KeyLockTime, 31",
        "UD_DispLanguage, <script>",
        "UD_DispLanguage, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "UD_Name, Mallory",
        "UD_Pin, 1",
        "UD_PinDel, TRUE",
        "UD_SipAccount, 0190",
        "UD_KeyLockPin, 1234",
        "UD_LedInfo, on",
        "'', x",
    })
    void takesNoOtherSettingAndNoSenselessValue(String key, String typed) {
        change(key, typed);

        house.settle(phone);
        assertThat(layer(anna)).isEmpty();
    }

    @Test
    void changesOneSettingAndLeavesTheOthers() {
        change("UD_DispLanguage", "Deutsch");
        house.events.changed(phone.ipei(), Map.of("UD_ForwardState", "All", "UD_ForwardDest", "1099", "UD_Pin", "1"));

        awaitLayer(anna, Map.of("UD_DispLanguage", "Deutsch", "UD_ForwardState", "All", "UD_ForwardDest", "1099"));
    }

    @Test
    void dropsWhatIsChangedAtAPhoneThatIsNobodys() {
        Device unbound = house.phone(2);

        house.events.changed(unbound.ipei(), Map.of("UD_DispLanguage", "Deutsch"));
        house.events.changed(new Ipei(1, 1), Map.of("UD_DispLanguage", "Deutsch"));

        house.settle(phone);
        assertThat(house.store.after(0, 1000))
                .noneMatch(change -> change.detail().equals("PHONE"));
    }

    @Test
    @Tag("LOG-05")
    void goesWithTheUserFromPhoneToPhone() {
        change("UD_DispLanguage", "Deutsch");
        house.events.changed(phone.ipei(), Map.of("UD_ForwardState", "All", "UD_ForwardDest", "1099"));
        house.menu(phone, MenuItem.LOGOUT, "");
        house.awaitPrompt(phone);
        SharedPhones restarted = house.restart();
        Device other = restarted.phone(2);
        restarted.types(other, "1012");

        restarted.dialLogin(other, "1012").join();

        assertThat(house.radio.settings(other.ipei()))
                .containsEntry("UD_DispLanguage", "Deutsch")
                .containsEntry("UD_ForwardState", "All")
                .containsEntry("UD_ForwardDest", "1099");
        restarted.close();
    }

    @Test
    void countsBeforeFileAndAdministratorUntilItIsTakenAway() {
        change("UD_DispLanguage", "Deutsch");
        awaitLayer(anna, Map.of("UD_DispLanguage", "Deutsch"));
        house.set(anna, Layer.USER_FILE, "UD_DispLanguage", "English");
        awaitSetting("UD_DispLanguage", "Deutsch");
        house.set(anna, Layer.ADMINISTRATOR, "UD_DispLanguage", "Suomi");
        awaitSetting("UD_DispLanguage", "Deutsch");

        change("UD_DispLanguage", "");

        awaitSetting("UD_DispLanguage", "Suomi");
    }

    @Test
    void forwardsNoMoreOnceTheUserSaysSoWhateverTheFileSays() {
        house.set(anna, Layer.USER_FILE, "UD_ForwardState", "All");
        awaitSetting("UD_ForwardState", "All");

        change("UD_ForwardState", "");

        awaitSetting("UD_ForwardState", "Off");
    }

    @Test
    void forwardsNotTheCallsOfTheNextUser() {
        house.user("1013");
        house.events.changed(phone.ipei(), Map.of("UD_ForwardState", "All", "UD_ForwardDest", "1099"));
        awaitSetting("UD_ForwardState", "All");
        house.menu(phone, MenuItem.LOGOUT, "");
        house.awaitPrompt(phone);
        house.types(phone, "1013");

        house.dialLogin(phone, "1013").join();

        assertThat(house.radio.settings(phone.ipei()))
                .containsEntry("UD_ForwardState", "Off")
                .doesNotContainKey("UD_ForwardDest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMON_FILE", "USER_FILE", "ADMINISTRATOR"})
    @Tag("USR-08")
    void barsTheKeyLockWhateverTheUserSetAtThePhone(String layer) {
        house.events.changed(phone.ipei(), Map.of("UD_KeyLockEnable", "TRUE", "UD_KeyLockTime", "10"));
        awaitSetting("UD_KeyLockTime", "10");
        User bert = house.user("1013", "Bert", true);
        Device other = house.phoneOf(bert, 2);
        house.events.changed(other.ipei(), Map.of("UD_KeyLockEnable", "TRUE"));
        awaitLayer(bert, Map.of("UD_KeyLockEnable", "TRUE"));

        if (layer.equals("COMMON_FILE")) {
            SharedPhones.done(house.store.write(SharedPhones.OMM, tx -> {
                tx.putCommonLayer(Map.of("UD_KeyLockEnable", "FALSE"));
                return true;
            }));
        } else {
            house.set(bert, Layer.valueOf(layer), "UD_KeyLockEnable", "FALSE");
        }

        await().until(() -> "FALSE".equals(house.radio.settings(other.ipei()).get("UD_KeyLockEnable")));
        assertThat(house.radio.settings(phone.ipei())).containsEntry("UD_KeyLockEnable", "TRUE");
    }

    @Test
    @Tag("USR-08")
    void tellsThePhoneEachTimeThatItsKeyLockIsBarred() {
        house.set(anna, "UD_KeyLockEnable", "FALSE");
        awaitSetting("UD_KeyLockEnable", "FALSE");

        for (int time = 0; time < 3; time++) {
            house.settle(phone);
            int before = configurations(phone);
            change("UD_KeyLockEnable", "TRUE");
            await().until(() -> configurations(phone) > before);
        }

        assertThat(house.radio.settings(phone.ipei())).containsEntry("UD_KeyLockEnable", "FALSE");
    }

    @Test
    void givesThePhoneBackWhatCountsWhereAValueIsNotTaken() {
        house.settle(phone);
        int before = configurations(phone);

        change("UD_KeyLockTime", "31");

        await().until(() -> configurations(phone) > before);
        assertThat(house.radio.settings(phone.ipei())).containsEntry("UD_KeyLockTime", "60");
    }

    @Test
    @Tag("USR-08")
    void givesThePhoneTheDefaultsAndWhatOnlyItUnderstandsAndNothingElse() {
        SharedPhones.done(house.store.write(SharedPhones.OMM, tx -> {
            tx.putLayer(
                    anna.id(),
                    Layer.ADMINISTRATOR,
                    Map.of("UD_LedInfo", "off", "UD_Vip", "TRUE", "UD_SipAccount", "a", "X_Other", "1"));
            tx.secrets().put(SecretOwner.of(anna.id()), SecretKind.KEY_LOCK_PIN, Secret.of("471147"));
            return true;
        }));

        awaitSetting("UD_LedInfo", "off");
        assertThat(house.radio.settings(phone.ipei()))
                .containsOnly(
                        Map.entry("UD_LedInfo", "off"),
                        Map.entry("UD_KeyLockEnable", "TRUE"),
                        Map.entry("UD_KeyLockTime", "60"),
                        Map.entry("UD_ForwardState", "Off"));
    }

    @Test
    void namesSettingsAsPhonesDoHoweverTheFileWritesThem() {
        house.set(anna, Layer.USER_FILE, "ud_displanguage", "Suomi");

        awaitSetting("UD_DispLanguage", "Suomi");
    }

    @Test
    @Tag("DAT-02")
    void configuresThePhoneOfAFixedPairToo() {
        Device own = house.phone(2);
        User bert = house.user("1013");
        house.set(bert, "UD_LedInfo", "on");

        house.link(own, bert, Relation.Kind.FIXED);

        await().until(() -> "on".equals(house.radio.settings(own.ipei()).get("UD_LedInfo")));
    }

    @Test
    void configuresAPhoneThatWasOffWhenItAttaches() {
        house.radio.inReach(phone.ipei(), false);
        int before = configurations(phone);
        house.set(anna, "UD_LedInfo", "on");
        await().until(() -> configurations(phone) > before);
        assertThat(house.radio.settings(phone.ipei())).doesNotContainKey("UD_LedInfo");

        house.radio.inReach(phone.ipei(), true);
        house.events.attached(phone.ipei(), phone.kind());

        awaitSetting("UD_LedInfo", "on");
    }

    private void change(String key, String value) {
        house.events.changed(phone.ipei(), Map.of(key, value));
    }

    private void awaitLayer(User user, Map<String, String> expected) {
        await().untilAsserted(() -> assertThat(layer(user)).isEqualTo(expected));
    }

    private void awaitSetting(String key, String value) {
        await().untilAsserted(
                        () -> assertThat(house.radio.settings(phone.ipei())).containsEntry(key, value));
    }

    private Map<String, String> layer(User user) {
        return house.store.read(view -> view.layer(user.id(), Layer.PHONE));
    }

    private int configurations(Device device) {
        return house.radio.commands(device.ipei(), RadioCommand.Configure.class).size();
    }
}
