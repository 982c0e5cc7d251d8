package org.dectory.sharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.AuthenticationAlgorithm;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.LoginId;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.radio.PhoneHandler.MenuItem;
import org.dectory.api.secret.SecretKind;
import org.dectory.api.secret.SecretOwner;
import org.dectory.api.sharing.SharingPolicy.UserTakeover;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Device;
import org.dectory.api.store.Relation;
import org.dectory.api.store.User;
import org.dectory.api.store.UserFile;
import org.dectory.testkit.RadioCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("PRV-07")
@Tag("LOG-02")
class ServerLoginTest {

    private final SharedPhones house = new SharedPhones();
    private final JudgingServer server = new JudgingServer(house.store);
    private final Device phone = house.encrypted(house.phone(1));

    @BeforeEach
    void theServerJudges() {
        house.login.bindProvisioning(server.provisioning());
        bind(server, 7);
        server.pins.put("1012", "2580");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void bind(JudgingServer authenticator, long id) {
        house.proof.bindAuthenticator(
                authenticator, Map.of("service.id", id, AuthenticationAlgorithm.NAME, AuthenticationAlgorithm.SERVER));
    }

    @Test
    @Tag("PRV-15")
    void makesAndLogsInSomebodyWhoIsNotKnownHere() {
        types(phone, "2580");

        assertThat(logIn(phone)).isEqualTo("Logged in");

        User anna = user();
        assertThat(anna.external()).isTrue();
        assertThat(house.relation(phone).map(Relation::kind)).contains(Relation.Kind.DYNAMIC);
        assertThat(kept(anna)).contains(Secret.of("2580"));
    }

    @Test
    void asksForDigitsOnlyOverALinkThatThePhonesOwnKeyEncrypts() {
        types(phone, "2580");

        logIn(phone);

        assertThat(house.radio.commands(phone.ipei()).stream()
                        .filter(each -> each instanceof RadioCommand.Ask || each instanceof RadioCommand.Encrypt)
                        .map(each -> each instanceof RadioCommand.Ask ask
                                ? ask.question() instanceof Step.Challenge challenge
                                        ? "challenge " + challenge.key()
                                        : "digits"
                                : "encrypt"))
                .containsExactly("challenge UAK", "encrypt", "digits");
    }

    @Test
    void asksForNothingWhereTheLinkIsNotToBeEncrypted() {
        Device clear = house.phone(2);
        types(clear, "2580");

        assertThat(logIn(clear)).isEqualTo("!Login failed\nLink not encrypted");

        assertThat(house.asked(clear)).isZero();
    }

    @Test
    void asksForNoDigitsWhereEncryptingFails() {
        house.radio.ciphering(phone.ipei(), false);
        types(phone, "2580");

        assertThat(logIn(phone)).isEqualTo("!Login failed\nLink not encrypted");

        assertThat(house.asked(phone)).isEqualTo(1);
        assertThat(server.judged).isZero();
    }

    @Test
    void asksForNoDigitsAtAPhoneThatIsNotGenuine() {
        house.radio.answering(phone.ipei(), PinAuthenticator.person(Secret.of("another key of a phone"), "2580"));

        assertThat(logIn(phone)).isEqualTo("!Refused\nPhone not genuine");

        assertThat(house.asked(phone)).isEqualTo(1);
        assertThat(house.sharing.locks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GAP", "PHONE_142D", "UNKNOWN"})
    void refusesPhonesThatCannotSendDigits(HandsetKind kind) {
        Device simple = house.encrypted(house.phone(2, kind));

        assertThat(logIn(simple)).isEqualTo("!Phone cannot send\na PIN to server");

        assertThat(house.asked(simple)).isZero();
    }

    @Test
    @Tag("LOG-11")
    void countsWrongPinsOfAKnownUserAtThePhoneAndKeepsWhatWasKept() {
        User anna = loggedInAt(house.encrypted(house.phone(2)));
        house.policy.replace(new PolicySettings().wrongPins(2).policy());
        types(phone, "9999");

        assertThat(logIn(phone)).isEqualTo("!Refused\nWrong PIN");
        assertThat(logIn(phone)).startsWith("!Wrong PIN: locked");

        assertThat(logIn(phone)).startsWith("!PIN locked");
        assertThat(server.judged).isEqualTo(2);
        assertThat(house.relation(anna)).isPresent();
        assertThat(kept(anna)).contains(Secret.of("2580"));
        assertThat(house.sharing.locks()).anyMatch(lock -> lock.user().equals(Optional.of(anna.id())));
    }

    @Test
    @Tag("LOG-11")
    @Tag("SEC-03")
    void countsWrongPinsOfUnknownUsersForThePhone() {
        house.policy.replace(new PolicySettings().deviceWrongPins(2).policy());
        types(phone, "9999");

        assertThat(logIn(phone)).isEqualTo("!Refused\nWrong PIN");
        assertThat(house.dialLogin(phone, "1013").join()).startsWith("!Wrong PIN: locked");

        assertThat(house.dialLogin(phone, "1014").join()).startsWith("!Phone locked");
        assertThat(server.judged).isEqualTo(2);
        assertThat(house.store.<Optional<User>>read(view -> view.findUser(new UserNumber("1012"))))
                .isEmpty();
    }

    @Test
    @Tag("SEC-03")
    void asksForNoPinAfterFiveUnknownLoginsInAMinute() {
        server.down = true;
        types(phone, "2580");
        for (int i = 0; i < 5; i++) {
            assertThat(logIn(phone)).isEqualTo("!PIN check is not\navailable now");
        }
        int asked = house.asked(phone);

        assertThat(logIn(phone)).isEqualTo("!Too many tries\nWait a minute");

        assertThat(house.asked(phone)).isEqualTo(asked);
    }

    @Test
    @Tag("PRV-06")
    void provesNobodyWhileTheServerIsDownNotEvenAKnownUser() {
        User anna = loggedInAt(house.encrypted(house.phone(2)));
        SharedPhones.done(
                house.sharing.logout(house.relation(anna).orElseThrow().device(), SharedPhones.OMM));
        server.down = true;
        types(phone, "2580");

        assertThat(logIn(phone)).isEqualTo("!PIN check is not\navailable now");

        assertThat(house.relation(phone)).isEmpty();
        assertThat(house.sharing.locks()).isEmpty();
    }

    @Test
    @Tag("FAC-09")
    void tellsInTimeThatTheServerIsSilent() {
        server.silent = true;
        types(phone, "2580");
        CompletableFuture<String> login = house.dialLogin(phone, "1012");
        assertThat(login).isNotDone();

        house.scheduler.advance(Duration.ofSeconds(12));

        assertThat(login.join()).isEqualTo("!PIN check is not\navailable now");
        assertThat(house.phones.isBusy(phone.ipei())).isFalse();
    }

    @Test
    void saysThatThereIsNoSuchUserWhenTheServerSaysSo() {
        server.gone = true;
        types(phone, "2580");

        assertThat(logIn(phone)).isEqualTo("!Login failed\nUnknown user");

        assertThat(house.sharing.locks()).isEmpty();
    }

    @Test
    void endsCleanlyWithoutDigits() {
        house.radio.answering(
                phone.ipei(),
                question -> question instanceof Step.Challenge
                        ? PinAuthenticator.person(SharedPhones.uak(1), "").apply(question)
                        : new Answer.Rejected(Answer.RejectReason.UPI_NOT_ENTERED));
        assertThat(logIn(phone)).isEqualTo("!Refused\nNo PIN entered");

        house.radio.answering(
                phone.ipei(),
                question -> question instanceof Step.Challenge
                        ? PinAuthenticator.person(SharedPhones.uak(1), "").apply(question)
                        : new Answer.None());
        assertThat(logIn(phone)).isEqualTo("!Refused\nNo answer in time");
    }

    @Test
    @Tag("LOG-04")
    void movesWhoLogsInElsewhereWithWhatWasKept() {
        Device old = house.encrypted(house.phone(2));
        User anna = loggedInAt(old);
        server.pins.put("1012", "1357");
        types(phone, "1357");

        assertThat(logIn(phone)).isEqualTo("Logged in");

        assertThat(house.relation(old)).isEmpty();
        assertThat(kept(anna)).contains(Secret.of("1357"));
    }

    @Test
    @Tag("LOG-04")
    void asksForNoPinOfWhoMayNotMove() {
        loggedInAt(house.encrypted(house.phone(2)));
        house.policy.replace(
                new PolicySettings().userTakeover(UserTakeover.REJECT).policy());

        assertThat(logIn(phone)).isEqualTo("!Already logged in\nat another phone");

        assertThat(house.asked(phone)).isZero();
    }

    @Test
    void forgetsWhatWasKeptWithTheRelation() {
        User anna = loggedInAt(phone);

        assertThat(house.dialLogout(phone, "").join()).isEqualTo("Logged out");

        assertThat(kept(anna)).isEmpty();
    }

    @Test
    @Tag("DBS-02")
    void keepsItOverARestart() {
        User anna = loggedInAt(phone);

        SharedPhones restarted = house.restart();

        assertThat(restarted.relation(phone)).isPresent();
        assertThat(restarted.store.find(SecretOwner.of(anna.id()), SecretKind.SERVER_PASSWORD))
                .contains(Secret.of("2580"));
        restarted.powerOff();
    }

    @Test
    @Tag("LOG-06")
    void provesALogoutByAChallengeToWhatWasKept() {
        User anna = loggedInAt(phone);
        house.set(anna, "UD_AuthenticateLogout", "TRUE");
        server.down = true;

        house.types(phone, "0000");
        assertThat(house.dialLogout(phone, "").join()).isEqualTo("!Refused\nWrong PIN");
        house.types(phone, "2580");
        assertThat(house.dialLogout(phone, "").join()).isEqualTo("Logged out");
    }

    @Test
    @Tag("LOG-14")
    void refusesToChangeThePinThatTheServerHas() {
        User anna = loggedInAt(phone);
        int asked = house.asked(phone);

        assertThat(house.menu(phone, MenuItem.CHANGE_PIN, "")).isEqualTo("PIN not changed\nServer has the PIN");

        assertThat(house.asked(phone)).isEqualTo(asked);
        assertThat(kept(anna)).contains(Secret.of("2580"));
    }

    @Test
    @Tag("LOG-13")
    void letsASuccessorJudgeWhatWasAskedByAnother() {
        CompletableFuture<String> login = untilAskedForDigits();
        JudgingServer successor = new JudgingServer(house.store);
        successor.pins.putAll(server.pins);

        bind(successor, 8);
        house.proof.unbindAuthenticator(server, Map.of("service.id", 7L));
        house.radio.answer(phone.ipei(), new Answer.Digits(Secret.of("2580")));

        assertThat(login.join()).isEqualTo("Logged in");
        assertThat(successor.judged).isEqualTo(1);
    }

    @Test
    void logsNobodyElseInIfTheLoginTypeWasChangedMeanwhile() {
        User bert = SharedPhones.done(house.store.write(
                SharedPhones.OMM,
                tx -> tx.addUser(new UserNumber("1099"), Optional.of(new LoginId("1012")), "Bert", true)));
        CompletableFuture<String> login = untilAskedForDigits();
        SharedPhones.done(house.sharing.loginType(LoginType.LOGIN_ID, SharedPhones.OMM));

        house.radio.answer(phone.ipei(), new Answer.Digits(Secret.of("2580")));

        assertThat(login.join()).startsWith("!Login failed");
        assertThat(house.relation(phone)).isEmpty();
        assertThat(house.relation(bert)).isEmpty();
    }

    @Test
    void provesNobodyByADefaultPinWhomTheServerAloneKnows() {
        User anna = loggedInAt(phone);
        house.dialLogout(phone, "").join();
        SharedPhones.done(house.store.write(SharedPhones.OMM, tx -> {
            tx.putUserFile(new UserFile(
                    anna.id(), UserFile.ofOwnAccount("1012"), "", Optional.empty(), tx.now(), Optional.empty()));
            return true;
        }));
        house.login.unbindProvisioning(server.provisioning());
        house.types(phone, "0000");
        int asked = house.asked(phone);

        assertThat(logIn(phone)).isEqualTo("!PIN check is not\navailable now");

        assertThat(house.asked(phone)).isEqualTo(asked);
    }

    /** The phone proves its key; the person has not typed yet. */
    private CompletableFuture<String> untilAskedForDigits() {
        CompletableFuture<String> login = house.dialLogin(phone, "1012");
        Step.Question challenge = house.radio.pendingQuestion(phone.ipei()).orElseThrow();
        house.radio.answer(
                phone.ipei(), PinAuthenticator.person(SharedPhones.uak(1), "").apply(challenge));
        assertThat(house.radio.pendingQuestion(phone.ipei())).containsInstanceOf(Step.KeypadRequest.class);
        return login;
    }

    private User loggedInAt(Device device) {
        types(device, "2580");
        assertThat(logIn(device)).isEqualTo("Logged in");
        server.judged = 0;
        return user();
    }

    private void types(Device device, String pin) {
        house.radio.answering(
                device.ipei(),
                question -> question instanceof Step.Challenge
                        ? PinAuthenticator.person(SharedPhones.uak(device.ipei().psn()), pin)
                                .apply(question)
                        : new Answer.Digits(Secret.of(pin)));
    }

    private String logIn(Device device) {
        return house.dialLogin(device, "1012").join();
    }

    private User user() {
        return house.store.read(view -> view.findUser(new UserNumber("1012"))).orElseThrow();
    }

    private Optional<Secret> kept(User user) {
        return house.store.find(SecretOwner.of(user.id()), SecretKind.SERVER_PASSWORD);
    }
}
