package org.dectory.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.dectory.api.datasets.DataSetException;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.fac.FacService;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Change;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Layer;
import org.dectory.api.store.NotFoundException;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Relation;
import org.dectory.api.store.StaleRevisionException;
import org.dectory.api.store.User;
import org.dectory.api.store.UserRow;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.testkit.InMemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetsTest {

    private static final Actor OMM = Actor.account("omm", "192.0.2.1");
    private static final Ipei PHONE = Ipei.parse("03586 0017017 7");

    private final InMemoryStore store = new InMemoryStore();
    private final DataSets dataSets = new DataSets(store);

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    @Tag("DAT-01")
    void makesADeviceAndAUserWithoutTyingThemTogether() {
        Device device = addDevice(draft(PHONE)).device();
        User user = addUser(draft("1012")).user();

        assertThat(dataSets.findDevice(device.id()).orElseThrow().relation()).isEmpty();
        assertThat(dataSets.findUser(user.id()).orElseThrow().relation()).isEmpty();
        assertThat(device.subscription()).isEqualTo(Device.SubscriptionState.NONE);
        assertThat(user.external()).isFalse();
    }

    @Test
    @Tag("DAT-02")
    void showsTheRelationOfADeviceAndAUserFromBothSides() {
        DeviceId device = addDevice(draft(PHONE)).device().id();
        UserId user = addUser(draft("1012")).user().id();
        done(store.write(OMM, tx -> tx.link(device, user, Relation.Kind.DYNAMIC)));

        DeviceRow deviceRow = dataSets.findDevice(device).orElseThrow();
        UserRow userRow = dataSets.findUser(user).orElseThrow();

        assertThat(deviceRow.user().orElseThrow().id()).isEqualTo(user);
        assertThat(userRow.device().orElseThrow().ipei()).isEqualTo(PHONE);
        assertThat(deviceRow.relation()).isEqualTo(userRow.relation()).isPresent();
    }

    @Test
    @Tag("DAT-03")
    void saysWhichNumberIsTaken() {
        addUser(draft("1012"));

        assertRefused(dataSets.addUser(draft("1012"), OMM), "number", "Number 1012 is taken.");
        assertThat(dataSets.users(PageRequest.first(10)).total()).isOne();
    }

    @Test
    @Tag("DAT-03")
    void saysWhichLoginIdIsTaken() {
        addUser(new UserDraft(new UserNumber("1"), loginId("anna"), "Anna", Optional.empty(), Map.of()));

        assertRefused(
                dataSets.addUser(
                        new UserDraft(new UserNumber("2"), loginId("anna"), "Anna 2", Optional.empty(), Map.of()), OMM),
                "loginId",
                "Login ID anna is taken.");
    }

    @Test
    @Tag("DAT-03")
    @Tag("DAT-09")
    void saysInThePrintedFormWhichDeviceIsThereAlready() {
        addDevice(draft(PHONE));

        assertRefused(dataSets.addDevice(draft(PHONE), OMM), "ipei", "There is a device 03586 0017017 7 already.");
    }

    @Test
    @Tag("DAT-03")
    void makesOneUserOfAHundredWithTheSameNumberAtOnce() {
        List<CompletionStage<UserRow>> attempts = IntStream.range(0, 100)
                .mapToObj(i -> dataSets.addUser(draft("1012"), OMM))
                .toList();

        long made = attempts.stream()
                .filter(attempt -> attempt.handle((row, failure) -> failure == null)
                        .toCompletableFuture()
                        .join())
                .count();

        assertThat(made).isOne();
        assertThat(dataSets.users(PageRequest.first(10)).total()).isOne();
    }

    @Test
    @Tag("FAC-02")
    void refusesTheNumberOfTheFeatureAccessCodes() {
        FacService facs = new FacNumber("*1");
        dataSets.bindFacs(facs);

        assertRefused(
                dataSets.addUser(draft("*1"), OMM), "number", "Number *1 is the number of the feature access codes.");

        dataSets.unbindFacs(facs);
        assertThat(addUser(draft("*1")).user().number()).isEqualTo(new UserNumber("*1"));
    }

    @Test
    void keepsTheCodeOfADeviceAsASecret() {
        DeviceDraft draft = new DeviceDraft(PHONE, HandsetKind.PHONE_600_700, Optional.of(Secret.of("0815")), true);

        DeviceId device = addDevice(draft).device().id();

        assertThat(store.find(SecretOwner.of(device), SecretKind.AUTHENTICATION_CODE))
                .contains(Secret.of("0815"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "12a4", "1 2", "\u0661\u0662"})
    void refusesACodeOrPinThatIsNotOneToEightDigits(String digits) {
        Optional<Secret> secret = Optional.of(Secret.of(digits));

        assertRefused(
                dataSets.addDevice(new DeviceDraft(PHONE, HandsetKind.UNKNOWN, secret, false), OMM),
                "authenticationCode",
                "An authentication code is 1 to 8 digits.");
        assertRefused(
                dataSets.addUser(new UserDraft(new UserNumber("1"), Optional.empty(), "", secret, Map.of()), OMM),
                "pin",
                "A PIN is 1 to 8 digits.");
        assertThat(store.head()).isZero();
    }

    @Test
    @Tag("USR-01")
    void refusesNamesThatPhonesCannotShow() {
        assertRefused(dataSets.addUser(named("x".repeat(65)), OMM), "name", "A name has at most 64 characters.");
        assertRefused(
                dataSets.addUser(named("Anna\nBert"), OMM), "name", "A name has no control or format characters.");
        for (String odd :
                List.of("Anna\u202etreB", "Anna\u2028Bert", "Anna\u2069", "Anna\u200f", "Anna\ufeff", "\ud83d")) {
            assertRefused(dataSets.addUser(named(odd), OMM), "name", "A name has no control or format characters.");
        }
        assertThat(addUser(named("\u0645\u06cc\u200c\u062e" + "\u00c4".repeat(60)))
                        .user()
                        .name())
                .hasSize(64);
    }

    @Test
    @Tag("USR-02")
    void writesValuesInTheirOneFormAndKeepsPasswordsApart() {
        UserDraft draft = with(Map.of("ud_vip", "yes", "UD_SipPassword", "geheim", "UD_SosNumber", " 110 "));

        UserId user = addUser(draft).user().id();

        assertThat(layer(user)).isEqualTo(Map.of("UD_Vip", "TRUE", "UD_SosNumber", "110"));
        assertThat(store.find(SecretOwner.of(user), SecretKind.SIP_PASSWORD)).contains(Secret.of("geheim"));
        assertThat(dataSets.findUserData(user).orElseThrow().isTrue(UserDataKey.VIP))
                .isTrue();
        assertThat(store.after(0, 1000)).map(Change::detail).noneMatch(detail -> detail.contains("geheim"));
    }

    @ParameterizedTest
    @CsvSource({
        "UD_Vip, maybe, UD_Vip, Expected: TRUE or FALSE.",
        "ud_keylocktime, 15, UD_KeyLockTime, 'Expected: 0, 10, 20, 30, 60, 90 or 120.'",
        "UD_Foo, 1, UD_Foo, There is no such key.",
        "UD_Name, Anna, UD_Name, It cannot be set here: the name is a field of its own.",
        "UD_Pin, 1234, UD_Pin, It cannot be set here: the PIN is a field of its own.",
        "UDS_UseExternalUsers, TRUE, UDS_UseExternalUsers, It cannot be set here: it counts in the common file only.",
    })
    void namesTheKeyThatIsRefusedAndSaysWhatIsExpected(String key, String value, String field, String message) {
        assertRefused(dataSets.addUser(with(Map.of(key, value)), OMM), field, message);
        assertThat(store.head()).isZero();
    }

    @Test
    void refusesAKeyThatIsGivenTwiceInDifferentCase() {
        assertRefused(
                dataSets.addUser(with(Map.of("UD_Vip", "TRUE", "UD_VIP", "FALSE")), OMM),
                "UD_Vip",
                "It is given twice.");
    }

    @Test
    void leavesSecretsAloneThatAChangeDoesNotName() {
        User user = addUser(new UserDraft(
                        new UserNumber("1012"),
                        Optional.empty(),
                        "Anna",
                        Optional.of(Secret.of("4711")),
                        Map.of("UD_SipPassword", "geheim", "UD_Vip", "TRUE")))
                .user();

        UserRow changed = done(dataSets.changeUser(user.id(), user.revision(), draft("1013"), OMM));

        assertThat(changed.user().number()).isEqualTo(new UserNumber("1013"));
        assertThat(changed.user().revision()).isGreaterThan(user.revision());
        assertThat(layer(user.id())).isEmpty();
        assertThat(store.findAll(SecretOwner.of(user.id())))
                .isEqualTo(Map.of(
                        SecretKind.PIN_ADMINISTRATOR, Secret.of("4711"), SecretKind.SIP_PASSWORD, Secret.of("geheim")));
    }

    @Test
    void erasesAPasswordThatIsGivenEmpty() {
        User user = addUser(with(Map.of("UD_SipPassword", "geheim"))).user();

        done(dataSets.changeUser(user.id(), user.revision(), with(Map.of("UD_SipPassword", "")), OMM));

        assertThat(store.findAll(SecretOwner.of(user.id()))).isEmpty();
    }

    @Test
    @Tag("USR-10")
    void letsAnAdministratorsPinReplaceTheOneThatWasSetAtAPhone() {
        User user = addUser(draft("1012")).user();
        SecretOwner owner = SecretOwner.of(user.id());
        done(store.write(OMM, tx -> {
            tx.secrets().put(owner, SecretKind.PIN_PHONE, Secret.of("1111"));
            return true;
        }));
        UserDraft draft = new UserDraft(user.number(), Optional.empty(), "", Optional.of(Secret.of("2222")), Map.of());

        done(dataSets.changeUser(user.id(), user.revision(), draft, OMM));

        assertThat(store.findAll(owner)).isEqualTo(Map.of(SecretKind.PIN_ADMINISTRATOR, Secret.of("2222")));
    }

    @Test
    @Tag("PRV-16")
    void refusesToChangeAUserWhoComesFromAFile() {
        User external =
                done(store.write(OMM, tx -> tx.addUser(new UserNumber("1012"), Optional.empty(), "Anna", true)));

        assertRefused(
                dataSets.changeUser(external.id(), external.revision(), draft("1012"), OMM),
                "external",
                "User 1012 comes from a file and is changed there.");
        assertThat(dataSets.findUser(external.id()).orElseThrow().user()).isEqualTo(external);
    }

    @Test
    void refusesAChangeOfWhatSomebodyElseHasChangedOrRemoved() {
        User user = addUser(draft("1012")).user();
        done(dataSets.changeUser(user.id(), user.revision(), draft("1013"), OMM));

        assertFailure(dataSets.changeUser(user.id(), user.revision(), draft("1014"), OMM))
                .isInstanceOf(StaleRevisionException.class);
        assertFailure(dataSets.changeUser(new UserId(99), 1, draft("1014"), OMM))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void changesNothingWhenTheNumberOfAChangeIsTaken() {
        addUser(draft("1012"));
        User user = addUser(draft("1013")).user();

        assertRefused(
                dataSets.changeUser(user.id(), user.revision(), draft("1012"), OMM), "number", "Number 1012 is taken.");
        assertThat(dataSets.findUser(user.id()).orElseThrow().user()).isEqualTo(user);
    }

    @Test
    @Tag("DAT-05")
    void logsTheUserOutWhenDeviceOrUserIsRemoved() {
        DeviceId device = addDevice(draft(PHONE)).device().id();
        UserId user = addUser(draft("1012")).user().id();
        done(store.write(OMM, tx -> tx.link(device, user, Relation.Kind.DYNAMIC)));

        assertThat(done(dataSets.removeDevice(device, OMM))).isTrue();

        assertThat(dataSets.findDevice(device)).isEmpty();
        assertThat(dataSets.findUser(user).orElseThrow().relation()).isEmpty();
        assertThat(store.after(0, 1000)).map(Change::kind).contains(Change.Kind.UNLINKED);
        assertThat(done(dataSets.removeDevice(device, OMM))).isFalse();
        assertThat(done(dataSets.removeUser(user, OMM))).isTrue();
        assertThat(done(dataSets.removeUser(user, OMM))).isFalse();
    }

    private Map<String, String> layer(UserId user) {
        return store.read(view -> view.layer(user, Layer.ADMINISTRATOR));
    }

    private DeviceRow addDevice(DeviceDraft draft) {
        return done(dataSets.addDevice(draft, OMM));
    }

    private UserRow addUser(UserDraft draft) {
        return done(dataSets.addUser(draft, OMM));
    }

    private static DeviceDraft draft(Ipei phone) {
        return new DeviceDraft(phone, HandsetKind.PHONE_600_700, Optional.empty(), false);
    }

    private static UserDraft draft(String number) {
        return new UserDraft(new UserNumber(number), Optional.empty(), "", Optional.empty(), Map.of());
    }

    private static UserDraft named(String name) {
        return new UserDraft(new UserNumber("1012"), Optional.empty(), name, Optional.empty(), Map.of());
    }

    private static UserDraft with(Map<String, String> values) {
        return new UserDraft(new UserNumber("1012"), Optional.empty(), "", Optional.empty(), values);
    }

    private static Optional<LoginId> loginId(String id) {
        return Optional.of(new LoginId(id));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static void assertRefused(CompletionStage<?> stage, String field, String message) {
        assertFailure(stage)
                .isInstanceOfSatisfying(
                        DataSetException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo(field))
                .hasMessage(message);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFailure(CompletionStage<?> stage) {
        return assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause();
    }

    /** Feature access codes that are a number and nothing else. */
    private record FacNumber(String number) implements FacService {

        @Override
        public List<FacEntry> entries() {
            return List.of();
        }

        @Override
        public void configure(String newNumber, Map<String, String> codes, Actor actor) {
            throw new UnsupportedOperationException();
        }

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
    }
}
