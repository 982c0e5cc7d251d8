package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.fac.FacService;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Found;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Unavailable;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Unknown;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.testkit.fetch.FakeFetcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the content of a user's file does to the data. */
class UserFileTest {

    private final ProvisioningHouse house = new ProvisioningHouse();
    private final FakeFetcher server = house.server;

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @Tag("PRV-04")
    void replacesAllThatTheFileSaidBefore() {
        server.put("4711.cfg", "UD_Name=Julian\nUD_Vip=1\nUD_SosNumber=112\nUD_Foo=x\nUD_SipPassword=hush");
        house.logIn("4711");
        server.put("4711.cfg", "UD_SosNumber=110");

        User user = house.logIn("4711");

        assertThat(user.name()).isEmpty();
        assertThat(house.layer(user)).isEqualTo(Map.of("UD_SosNumber", "110"));
        assertThat(house.secret(user, SecretKind.SIP_PASSWORD)).isEmpty();
    }

    @Test
    void keepsSecretsOutOfTheLayer() {
        server.put("4711.cfg", "UD_Pin=1\nUD_SipPassword=2\nUD_KeyLockPin=3\nUD_ServiceAuthPasswd=4\nUD_SipAccount=x");

        User user = house.logIn("4711");

        assertThat(house.layer(user)).isEqualTo(Map.of("UD_SipAccount", "x"));
        assertThat(house.store.findAll(SecretOwner.of(user.id())))
                .isEqualTo(Map.of(
                        SecretKind.PIN_USER_FILE, Secret.of("1"),
                        SecretKind.SIP_PASSWORD, Secret.of("2"),
                        SecretKind.KEY_LOCK_PIN, Secret.of("3"),
                        SecretKind.SERVICE_PASSWORD, Secret.of("4")));
    }

    @Test
    void writesNothingToTheFeedWhenNothingIsNew() {
        server.put("4711.cfg", "UD_Name=Julian\nUD_Pin=1");
        house.logIn("4711");
        long head = house.store.head();
        house.clock.advance(Duration.ofMinutes(1));
        server.put("4711.cfg", "UD_Name=Julian # the same\nUD_Pin=1");

        house.logIn("4711");
        house.logIn("4711");

        assertThat(house.store.head()).isEqualTo(head);
        assertThat(house.file("4711").imported()).contains(house.clock.instant());
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @ValueSource(strings = {"", "# error 17\n", "UD_Name=\0"})
    void neitherDeletesNorResetsAUserWhenTheFileHoldsNoData(String content) {
        server.put("4711.cfg", "UD_Name=Julian\nUD_Pin=1");
        User user = house.logIn("4711");
        server.put("4711.cfg", content);

        assertThat(house.lookUp("4711")).isEqualTo(new Found(user, false));
        assertThat(house.secret(user, SecretKind.PIN_USER_FILE)).contains(Secret.of("1"));
        assertThat(house.file("4711").problem()).isPresent();
    }

    @ParameterizedTest
    @Tag("PRV-05")
    @EnumSource(FetchResult.Kind.class)
    void changesNothingWhenAFetchFails(FetchResult.Kind kind) {
        server.put("4711.cfg", "UD_Name=Julian");
        User user = house.logIn("4711");
        server.answerAlways(new FetchResult.Failed(kind, "a reason"));

        assertThat(house.lookUp("4711")).isEqualTo(new Found(user, false));
        assertThat(house.file("4711").problem()).contains("a reason");
        assertThat(house.file("4711").imported()).contains(house.clock.instant());
    }

    @Test
    @Tag("PRV-05")
    void deletesAUserWhoseFileIsGone() {
        server.put("4711.cfg", "UD_Name=Julian\nUD_Pin=1");
        User user = house.logIn("4711");
        Relation relation = house.tie(user, 1);
        long head = house.store.head();
        server.remove("4711.cfg");

        assertThat(house.lookUp("4711")).isEqualTo(new Unknown());

        assertThat(house.find("4711")).isEmpty();
        assertThat(house.store.findAll(SecretOwner.of(user.id()))).isEmpty();
        List<Change> changes = house.store.after(head, 100);
        assertThat(changes).anySatisfy(change -> {
            assertThat(change.kind()).isEqualTo(Change.Kind.UNLINKED);
            assertThat(change.device()).contains(relation.device());
            assertThat(change.actor()).isEqualTo(Actor.system("provisioning"));
        });
    }

    @Test
    @Tag("PRV-05")
    void holdsDeletionsWhenTooManyFilesDisappear() {
        for (int i = 0; i < 20; i++) {
            server.put("47" + i + ".cfg", "UD_Name=N" + i);
            house.logIn("47" + i);
        }
        for (int i = 0; i < 20; i++) {
            server.remove("47" + i + ".cfg");
            house.lookUp("47" + i);
        }

        assertThat(existing(20)).isEqualTo(15);
        assertThat(house.lookUp("4719")).isInstanceOf(Found.class);
        assertThat(house.file("4719").problem()).contains("Held for an administrator's word: no such file");
        house.clock.advance(Duration.ofHours(2));
        assertThat(house.lookUp("4719")).isInstanceOf(Found.class);
        server.put("4719.cfg", "UD_Name=Back");
        assertThat(house.logIn("4719").name()).isEqualTo("Back");
        assertThat(house.file("4719").problem()).isEmpty();
        server.remove("4719.cfg");
        assertThat(house.lookUp("4719")).isEqualTo(new Unknown());
    }

    @Test
    @Tag("PRV-05")
    void deletesTwoPercentOfManyUsersWithoutAsking() {
        house.write(tx -> {
            for (int i = 0; i < 1100; i++) {
                tx.addUser(new UserNumber("47" + i), Optional.empty(), "", true);
            }
            return true;
        });

        for (int i = 0; i < 40; i++) {
            house.lookUp("47" + i);
        }

        assertThat(existing(40)).isEqualTo(40 - 22);
    }

    private long existing(int users) {
        return java.util.stream.IntStream.range(0, users)
                .filter(i -> house.find("47" + i).isPresent())
                .count();
    }

    @Test
    @Tag("USR-10")
    void givesANewUserThePinOfTheCommonFileAsItIsThen() {
        server.put("user_common.cfg", "UD_Pin=1111");
        house.start();
        server.put("4711.cfg", "UD_Name=Julian");
        User first = house.logIn("4711");
        server.put("user_common.cfg", "UD_Pin=2222");
        ProvisioningHouse.get(house.service.importCommon());
        server.put("4712.cfg", "UD_Name=Julia");

        User second = house.logIn("4712");

        assertThat(house.logIn("4711")).isEqualTo(first);
        assertThat(house.secret(first, SecretKind.PIN_COMMON_FILE)).contains(Secret.of("1111"));
        assertThat(house.secret(second, SecretKind.PIN_COMMON_FILE)).contains(Secret.of("2222"));
    }

    @Test
    @Tag("CFG-06")
    void forgetsThePinSetAtThePhoneWhenTheFileSaysSo() {
        server.put("4711.cfg", "UD_Pin=1");
        User user = house.logIn("4711");
        putPhonePin(user);
        house.logIn("4711");
        assertThat(house.secret(user, SecretKind.PIN_PHONE)).isPresent();
        server.put("4711.cfg", "UD_Pin=1\nUD_PinDel=TRUE");

        house.logIn("4711");

        assertThat(house.secret(user, SecretKind.PIN_PHONE)).isEmpty();
        assertThat(house.secret(user, SecretKind.PIN_USER_FILE)).contains(Secret.of("1"));
    }

    @Test
    @Tag("CFG-06")
    void leavesThePinsOfSomebodyWhoIsLoggedIn() {
        server.put("4711.cfg", "UD_Pin=1");
        User user = house.logIn("4711");
        putPhonePin(user);
        Relation relation = house.tie(user, 1);
        server.put("4711.cfg", "UD_Pin=2\nUD_PinDel=TRUE\nUD_SipPassword=new");

        house.logIn("4711");

        assertThat(house.secret(user, SecretKind.PIN_USER_FILE)).contains(Secret.of("1"));
        assertThat(house.secret(user, SecretKind.PIN_PHONE)).isPresent();
        assertThat(house.secret(user, SecretKind.SIP_PASSWORD)).contains(Secret.of("new"));

        house.untie(relation);
        house.logIn("4711");

        assertThat(house.secret(user, SecretKind.PIN_USER_FILE)).contains(Secret.of("2"));
        assertThat(house.secret(user, SecretKind.PIN_PHONE)).isEmpty();
    }

    private void putPhonePin(User user) {
        house.write(tx -> {
            tx.secrets().put(SecretOwner.of(user.id()), SecretKind.PIN_PHONE, Secret.of("9"));
            return true;
        });
    }

    @Test
    @Tag("CFG-07")
    void ignoresTheNumberInTheFileWhenUsersAreCalledByNumber() {
        server.put("4711.cfg", "UD_Name=Julian\nUD_Number=4712");

        assertThat(house.logIn("4711").number()).isEqualTo(new UserNumber("4711"));
    }

    @Test
    @Tag("CFG-07")
    void takesTheNumberFromTheFileWhenUsersAreCalledByLoginId() {
        house.use(LoginType.LOGIN_ID);
        server.put("1001.cfg", "UD_Name=Julian\nUD_Number=4711");
        User user = house.logIn("1001");
        assertThat(user.number()).isEqualTo(new UserNumber("4711"));
        assertThat(user.loginId()).contains(new LoginId("1001"));
        server.put("1001.cfg", "UD_Name=Julian\nUD_Number=4712");

        User renumbered = house.logIn("1001");

        assertThat(renumbered.id()).isEqualTo(user.id());
        assertThat(renumbered.number()).isEqualTo(new UserNumber("4712"));
    }

    @Test
    @Tag("CFG-07")
    void refusesAFileWhoseNumberIsMissingOrTaken() {
        house.use(LoginType.LOGIN_ID);
        User local = house.write(tx -> tx.addUser(new UserNumber("4711"), Optional.empty(), "Anna", false));
        server.put("1001.cfg", "UD_Name=Julian");
        server.put("1002.cfg", "UD_Name=Julian\nUD_Number=4711");
        server.put("1003.cfg", "UD_Name=Julian\nUD_Number=4713");
        User known = house.logIn("1003");
        server.put("1003.cfg", "UD_Name=Other\nUD_Number=4711");

        assertThat(house.lookUp("1001")).isEqualTo(new Unavailable("UD_Number is missing"));
        assertThat(house.lookUp("1002")).isEqualTo(new Unavailable("The number 4711 is taken by another user"));
        assertThat(house.lookUp("1003")).isEqualTo(new Found(known, false));
        assertThat(house.file("4713").problem()).contains("The number 4711 is taken by another user");
        assertThat(house.find("4711")).contains(local);
    }

    @Test
    void refusesTheNumberOfTheFeatureAccessCodes() {
        house.service.offerCodes("codes", () -> new FacService() {
            @Override
            public String number() {
                return "4711";
            }

            @Override
            public List<FacEntry> entries() {
                return List.of();
            }

            @Override
            public void configure(String number, Map<String, String> codes, Actor actor) {}

            @Override
            public Map<String, String> triggers() {
                return Map.of();
            }

            @Override
            public void configureTriggers(Map<String, String> triggers, Actor actor) {
                throw new UnsupportedOperationException();
            }

            @Override
            public List<String> warnings() {
                return List.of();
            }
        });
        server.put("4711.cfg", "UD_Name=Julian");

        assertThat(house.lookUp("4711"))
                .isEqualTo(new Unavailable("The number 4711 is that of the feature access codes"));
    }

    @Test
    @Tag("PRV-03")
    void setsTheNextFetchByTheUsersOwnInterval() {
        server.put("user_common.cfg", "UD_UpdateInterval=4");
        house.start();
        server.put("4711.cfg", "UD_Name=Julian");
        server.put("4712.cfg", "UD_UpdateInterval=1");

        house.logIn("4711");
        house.logIn("4712");

        Instant now = house.clock.instant();
        assertThat(house.file("4711").due()).isEqualTo(now.plus(Duration.ofHours(4)));
        assertThat(house.file("4712").due()).isEqualTo(now.plus(Duration.ofHours(1)));
    }

    @Test
    void neverTouchesAUserWhoIsMadeLocal() {
        server.put("4711.cfg", "UD_Name=Julian");
        User user = house.logIn("4711");
        User local = house.write(tx -> tx.update(user.withExternal(false)));
        server.remove("4711.cfg");

        house.pass(Duration.ofHours(26), Duration.ofHours(1));

        assertThat(house.find("4711")).contains(local);
        assertThat(house.file("4711").due()).isAfter(house.clock.instant().plus(Duration.ofDays(10_000)));
    }

    @Test
    @Tag("PRV-05")
    @Tag("CFG-07")
    void deletesNobodyBecauseUsersAreCalledOtherwiseNow() {
        house.use(LoginType.LOGIN_ID);
        server.put("julian.cfg", "UD_Number=4711");
        User user = house.logIn("julian");
        house.use(LoginType.NUMBER);
        server.breakDown();
        ProvisioningHouse.get(house.service.importUser("4711"));
        server.repair();

        ProvisioningHouse.get(house.service.importUser("4711"));

        assertThat(house.find("4711")).contains(user);
        assertThat(house.file("4711").name()).isEqualTo("julian.cfg");
        assertThat(house.file("4711").problem().orElseThrow())
                .contains("administrator")
                .contains("4711.cfg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_common", "USER_Common"})
    @Tag("PRV-15")
    @Tag("SEC-01")
    void makesNobodyOfTheCommonFile(String name) {
        server.put(name + ".cfg", "UD_AllowMsgSend=TRUE");

        assertThat(house.lookUp(name)).isInstanceOf(Unknown.class);

        assertThat(house.find(name)).isEmpty();
        assertThat(ProvisioningHouse.get(house.service.importUser(name)).outcome())
                .isEqualTo(ImportResult.Outcome.FAILED);
    }
}
