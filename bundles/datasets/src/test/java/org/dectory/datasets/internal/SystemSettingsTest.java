package org.dectory.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.datasets.internal.Desk.ANNA;
import static org.dectory.datasets.internal.Desk.assertRefused;
import static org.dectory.datasets.internal.Desk.done;

import java.util.Map;
import org.dectory.api.store.Change;
import org.dectory.api.store.User;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The settings of the whole system, and whom they reach. */
class SystemSettingsTest {

    private final Desk desk = new Desk();
    private final DataSets dataSets = desk.dataSets;

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    @ParameterizedTest
    @Tag("USR-03")
    @Tag("USR-04")
    @Tag("USR-08")
    @Tag("USR-11")
    @CsvSource({
        "UD_AutoAnswer, AUTO_ANSWER, On, Off",
        "UD_MicrophoneMute, MICROPHONE_MUTE, On, Off",
        "UD_WarningTone, WARNING_TONE, Off, On",
        "UD_AllowBargeIn, ALLOW_BARGE_IN, On, Off",
        "UD_ConferenceServerType, CONFERENCE_SERVER_TYPE, Integrated, Off",
        "UD_UseSIPUserName, USE_SIP_USER_NAME, On, Off",
        "UD_UseSIPUserAuth, USE_SIP_USER_AUTH, On, Off",
    })
    void reachAllUsersWhoAreSetToGlobalAndNobodyElse(String key, SystemKey wide, String value, String own) {
        User unset = desk.addUser("1", Map.of());
        User global = desk.addUser("2", Map.of(key, "global"));
        User different = desk.addUser("3", Map.of(key, own));
        User external = desk.addExternal("4", Map.of(key, "Global"));

        change(Map.of(wide, value));

        assertThat(desk.effective(unset, key)).isEqualTo(value + " SYSTEM");
        assertThat(desk.effective(global, key)).isEqualTo(value + " SYSTEM");
        assertThat(desk.effective(different, key)).isEqualTo(own + " ADMINISTRATOR");
        assertThat(desk.effective(external, key)).isEqualTo(value + " SYSTEM");

        change(Map.of(wide, ""));

        assertThat(desk.effective(global, key)).isEqualTo(wide.defaultValue() + " SYSTEM");
    }

    @Test
    @Tag("USR-06")
    void voiceMailOfTheSystemServesWhoeverHasNoneOfTheirOwn() {
        User own = desk.addUser("1", Map.of("UD_VoiceMailNumber", "901"));
        User none = desk.addUser("2", Map.of());

        change(Map.of(SystemKey.VOICE_MAIL_NUMBER, "900"));

        assertThat(desk.effective(own, "UD_VoiceMailNumber")).isEqualTo("901 ADMINISTRATOR");
        assertThat(desk.effective(none, "UD_VoiceMailNumber")).isEqualTo("900 SYSTEM");
    }

    @Test
    @Tag("OPS-05")
    void leaveAUsersEmergencyNumbersToTheDeviceFirst() {
        User none = desk.addUser("2", Map.of());

        change(Map.of(SystemKey.SOS_NUMBER, "110", SystemKey.MAN_DOWN_NUMBER, "112"));

        assertThat(desk.effective(none, "UD_SosNumber")).isEqualTo("DEFAULT");
        assertThat(dataSets.systemData().text(SystemKey.SOS_NUMBER)).isEqualTo("110");
    }

    @Test
    @Tag("USR-04")
    void theAddressOfTheConferenceServerGoesWithItsKind() {
        User global = desk.addUser("1", Map.of("UD_ConferenceServerURI", "sip:mine@example.org"));
        User own = desk.addUser(
                "2", Map.of("UD_ConferenceServerType", "External", "UD_ConferenceServerURI", "sip:mine@example.org"));
        User ownKind = desk.addUser("3", Map.of("UD_ConferenceServerType", "ExternalBlindTransfer"));

        assertRefused(
                dataSets.changeSystemData(Map.of(SystemKey.CONFERENCE_SERVER_TYPE, "External"), ANNA),
                "ConferenceServerURI",
                "An external conference server needs an address.");
        change(Map.of(
                SystemKey.CONFERENCE_SERVER_TYPE, "external",
                SystemKey.CONFERENCE_SERVER_URI, "sip:all@example.org"));

        assertThat(desk.effective(global, "UD_ConferenceServerURI")).isEqualTo("sip:all@example.org SYSTEM");
        assertThat(desk.effective(own, "UD_ConferenceServerURI")).isEqualTo("sip:mine@example.org ADMINISTRATOR");
        assertThat(desk.effective(ownKind, "UD_ConferenceServerURI")).isEqualTo("sip:all@example.org SYSTEM");
    }

    @Test
    @Tag("DAT-10")
    void encryptionIsASwitchThatEverybodySees() {
        assertThat(dataSets.systemData().isOn(SystemKey.ENCRYPTION)).isTrue();

        change(Map.of(SystemKey.ENCRYPTION, "OFF"));

        assertThat(dataSets.systemData().isOn(SystemKey.ENCRYPTION)).isFalse();
        assertThat(dataSets.systemData().isSet(SystemKey.ENCRYPTION)).isTrue();
    }

    @Test
    @Tag("USR-11")
    void areNamedInTheFeedWithWhoChangedThemAndOnlyIfTheyChanged() {
        change(Map.of(SystemKey.AUTO_ANSWER, "On"));
        long head = desk.store.head();

        change(Map.of(SystemKey.AUTO_ANSWER, "on", SystemKey.SOS_NUMBER, "110"));

        assertThat(desk.store.after(head, 10)).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Change.Kind.STATE_CHANGED);
            assertThat(change.detail()).isEqualTo("datasets.system.SOS_NUMBER");
            assertThat(change.actor()).isEqualTo(ANNA);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO_ANSWER, Global, AutoAnswer, Expected: On or Off.",
        "ENCRYPTION, TRUE, Encryption, Expected: On or Off.",
        "CONFERENCE_SERVER_TYPE, Global, ConferenceServerType,"
                + " 'Expected: Off, External, ExternalBlindTransfer or Integrated.'",
        "SOS_NUMBER, 11 0, SosNumber, Expected: 1 to 32 characters of 0-9 A-Z a-z * # + . _ -.",
        "CONFERENCE_SERVER_URI, 'a\u0007b', ConferenceServerURI,"
                + " 'Expected: at most 255 characters, no control or format characters.'",
    })
    void changeAllOrNoneAndNameTheOneThatIsRefused(SystemKey key, String value, String field, String message) {
        assertRefused(
                dataSets.changeSystemData(Map.of(key, value, SystemKey.VOICE_MAIL_NUMBER, "900"), ANNA),
                field,
                message);
        assertThat(desk.store.head()).isZero();
    }

    @ParameterizedTest
    @EnumSource(SystemKey.class)
    void areFoundByTheirNamesInAnyCase(SystemKey key) {
        assertThat(SystemKey.find(key.key().toLowerCase(java.util.Locale.ROOT))).contains(key);
        assertThat(dataSets.systemData().values()).containsEntry(key, key.defaultValue());
        assertThat(SystemKey.find("Nothing")).isEmpty();
    }

    private SystemData change(Map<SystemKey, String> values) {
        return done(dataSets.changeSystemData(values, ANNA));
    }
}
