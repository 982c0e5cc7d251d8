package org.dectory.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dectory.datasets.internal.Desk.ANNA;
import static org.dectory.datasets.internal.Desk.PHONE;
import static org.dectory.datasets.internal.Desk.assertFailure;
import static org.dectory.datasets.internal.Desk.assertRefused;
import static org.dectory.datasets.internal.Desk.done;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.Layer;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** External users who are made local ones. */
@Tag("PRV-16")
@Tag("DAT-04")
class LocalizingTest {

    private final Desk desk = new Desk();
    private final DataSets dataSets = desk.dataSets;

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    @Test
    void takesOverWhatTheFilesSaidAndWhatCountsStaysTheSame() {
        desk.write(tx -> {
            tx.putCommonLayer(Map.of(
                    "UD_VoiceMailNumber", "900", "UD_Vip", "FALSE", "UDS_CommonUpdateInterval", "5", "UD_Phone", "x"));
            return "written";
        });
        User user = desk.addExternal("1012", Map.of("ud_vip", "TRUE", "UD_SipAccount", "sip1012"));
        desk.write(tx -> {
            tx.putLayer(user.id(), Layer.PHONE, Map.of("UD_KeyLockTime", "30"));
            return "written";
        });
        Map<String, String> before =
                dataSets.findUserData(user.id()).orElseThrow().values();

        User local = done(dataSets.makeLocal(user.id(), ANNA)).user();

        assertThat(local).isEqualTo(desk.user(user)).returns(false, User::external);
        assertThat(desk.layer(local))
                .isEqualTo(Map.of(
                        "UD_VoiceMailNumber", "900", "UD_Vip", "TRUE", "UD_SipAccount", "sip1012", "UD_Phone", "x"));
        assertThat(desk.store.<Map<String, String>>read(view -> view.layer(user.id(), Layer.USER_FILE)))
                .isEmpty();
        before.remove("UDS_CommonUpdateInterval");
        assertThat(dataSets.findUserData(user.id()).orElseThrow().values()).isEqualTo(before);
    }

    @Test
    @Tag("PRV-07")
    void keepsThePinThatTheFileServerTookWhileTheUserIsLoggedIn() {
        User user = desk.addExternal("1012", Map.of());
        SecretOwner owner = SecretOwner.of(user.id());
        ofOwnAccount(user);
        desk.putSecret(owner, SecretKind.PIN_PHONE, "1111");
        desk.putSecret(owner, SecretKind.PIN_USER_FILE, "2222");
        desk.putSecret(owner, SecretKind.SERVER_PASSWORD, "2580");

        done(dataSets.makeLocal(user.id(), ANNA));

        assertThat(desk.store.findAll(owner)).isEqualTo(Map.of(SecretKind.PIN_ADMINISTRATOR, Secret.of("2580")));
    }

    @Test
    @Tag("PRV-07")
    void refusesAUserWhoWouldHaveTheDefaultPin() {
        User user = desk.addExternal("1012", Map.of());
        ofOwnAccount(user);

        assertThatThrownBy(() -> done(dataSets.makeLocal(user.id(), ANNA)))
                .hasMessageContaining("known to the file server alone");

        assertThat(desk.user(user).external()).isTrue();
    }

    private void ofOwnAccount(User user) {
        desk.write(tx -> {
            tx.putUserFile(new UserFile(
                    user.id(), UserFile.ofOwnAccount("1012"), "", Optional.empty(), tx.now(), Optional.empty()));
            return "written";
        });
    }

    @Test
    void keepsThePinThatCountsAndTheOtherSecrets() {
        User user = desk.addExternal("1012", Map.of());
        SecretOwner owner = SecretOwner.of(user.id());
        desk.putSecret(owner, SecretKind.PIN_USER_FILE, "1111");
        desk.putSecret(owner, SecretKind.PIN_COMMON_FILE, "2222");
        desk.putSecret(owner, SecretKind.SIP_PASSWORD, "geheim");
        desk.putSecret(owner, SecretKind.KEY_LOCK_PIN, "3333");
        desk.putSecret(SecretOwner.SYSTEM, SecretKind.KEY_LOCK_PIN, "4444");
        desk.putSecret(SecretOwner.SYSTEM, SecretKind.SERVICE_PASSWORD, "xsi");

        done(dataSets.makeLocal(user.id(), ANNA));

        assertThat(desk.store.findAll(owner))
                .isEqualTo(Map.of(
                        SecretKind.PIN_ADMINISTRATOR, Secret.of("1111"),
                        SecretKind.SIP_PASSWORD, Secret.of("geheim"),
                        SecretKind.KEY_LOCK_PIN, Secret.of("3333"),
                        SecretKind.SERVICE_PASSWORD, Secret.of("xsi")));
    }

    @Test
    @Tag("USR-10")
    void keepsThePinOfTheCommonFileWhereTheUsersFileHasNone() {
        User user = desk.addExternal("1012", Map.of());
        SecretOwner owner = SecretOwner.of(user.id());
        desk.putSecret(owner, SecretKind.PIN_COMMON_FILE, "2222");
        desk.putSecret(owner, SecretKind.PIN_PHONE, "9999");

        done(dataSets.makeLocal(user.id(), ANNA));

        assertThat(desk.store.findAll(owner))
                .isEqualTo(Map.of(
                        SecretKind.PIN_ADMINISTRATOR, Secret.of("2222"), SecretKind.PIN_PHONE, Secret.of("9999")));
    }

    @Test
    void staysLoggedInAndItsFileIsDueNeverAgain() {
        Device device = desk.addDevice(PHONE);
        User user = desk.addExternal("1012", Map.of());
        Relation relation = desk.write(tx -> {
            tx.putUserFile(
                    new UserFile(user.id(), "1012.cfg", "v1", Optional.empty(), Instant.EPOCH, Optional.empty()));
            return tx.link(device.id(), user.id(), Relation.Kind.DYNAMIC);
        });
        long head = desk.store.head();

        done(dataSets.makeLocal(user.id(), ANNA));

        assertThat(dataSets.findUser(user.id()).orElseThrow().relation()).contains(relation);
        assertThat(desk.store.<Optional<Instant>>read(view -> view.nextDue())).isEmpty();
        assertThat(desk.changesAfter(head)).containsExactly(Change.Kind.USER_CHANGED);
        assertThat(desk.store.after(head, 1).get(0).actor()).isEqualTo(ANNA);
    }

    @Test
    void canBeChangedFromThenOnWithTheKeysThatOnlyThePhoneUnderstands() {
        String longest = "x".repeat(1024);
        User user = desk.addExternal("1012", Map.of("UD_Phone", longest));
        assertRefused(
                dataSets.changeUser(user.id(), user.revision(), Desk.user("1012", Map.of("UD_Vip", "TRUE")), ANNA),
                "external",
                "User 1012 comes from a file and is changed there.");

        User local = done(dataSets.makeLocal(user.id(), ANNA)).user();
        Map<String, String> values = Map.of("UD_Phone", longest, "UD_Vip", "TRUE");
        done(dataSets.changeUser(user.id(), local.revision(), Desk.user("1012", values), ANNA));

        assertThat(desk.layer(user)).isEqualTo(values);
        assertRefused(
                dataSets.changeUser(
                        user.id(),
                        desk.user(user).revision(),
                        Desk.user("1012", Map.of("UD_Phone", longest + "x")),
                        ANNA),
                "UD_Phone",
                "Expected: at most 1024 characters, no control or format characters.");
    }

    @Test
    void staysExternalWithMoreKeysThanALocalUserMayHave() {
        User user = desk.addExternal("1012", keys("UD_A", 600));
        desk.write(tx -> {
            tx.putCommonLayer(keys("UD_B", 401));
            return "written";
        });

        assertRefused(
                dataSets.makeLocal(user.id(), ANNA),
                "values",
                "The files have 1001 keys; a local user has at most 1000.");
        assertThat(desk.user(user)).isEqualTo(user);
    }

    private static Map<String, String> keys(String beginning, int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> beginning + i, i -> "x"));
    }

    @Test
    void refusesWhoIsLocalAlreadyOrGone() {
        User user = desk.addUser("1012", Map.of());

        assertRefused(dataSets.makeLocal(user.id(), ANNA), "external", "User 1012 is a local one already.");
        assertFailure(dataSets.makeLocal(new UserId(99), ANNA)).isInstanceOf(NotFoundException.class);
    }
}
