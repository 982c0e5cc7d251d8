package org.dectory.auth.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningService;
import org.dectory.api.provisioning.ProvisioningStatus;
import org.dectory.api.store.Actor;
import org.dectory.api.store.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PRV-07")
@Tag("LOG-13")
class ServerAuthenticatorTest {

    private static final Step.KeypadRequest QUESTION = new Step.KeypadRequest("PIN for server", 8);

    private final ServerAuthenticator authenticator = new ServerAuthenticator();
    private final Server server = new Server();
    private final Attempt attempt = attempt(Attempt.Purpose.LOGIN, HandsetKind.PHONE_600_700);

    @BeforeEach
    void provision() {
        authenticator.bindProvisioning(server);
    }

    @Test
    void asksForTheDigits() {
        assertThat(authenticator.begin(attempt)).isEqualTo(QUESTION);
    }

    @ParameterizedTest
    @EnumSource(
            value = HandsetKind.class,
            names = {"PHONE_600_700"},
            mode = EnumSource.Mode.EXCLUDE)
    void refusesPhonesThatCannotSendThem(HandsetKind kind) {
        Attempt plain = attempt(Attempt.Purpose.LOGIN, kind);

        assertThat(authenticator.begin(plain)).isEqualTo(new Step.Refused(Step.Reason.PHONE_CANNOT));
        assertThat(proceed(plain, digits("2580"))).isEqualTo(new Step.Refused(Step.Reason.PHONE_CANNOT));
        assertThat(server.asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Attempt.Purpose.class,
            names = {"LOGIN"},
            mode = EnumSource.Mode.EXCLUDE)
    void judgesNothingButLogins(Attempt.Purpose purpose) {
        Attempt other = attempt(purpose, HandsetKind.PHONE_600_700);

        assertThat(authenticator.begin(other)).isEqualTo(new Step.Refused(Step.Reason.PHONE_CANNOT));
    }

    @Test
    void acceptsWhomTheServerProves() {
        server.verdict = new ProvisioningService.ServerVerdict.Proved(user());

        assertThat(proceed(attempt, digits("2580"))).isEqualTo(new Step.Accepted());
        assertThat(server.asked).isEqualTo("1012 with 4 digits within PT9S");
    }

    @Test
    @Tag("LOG-11")
    void callsThePinWrongIfTheServerDeniesIt() {
        server.verdict = new ProvisioningService.ServerVerdict.Denied();

        assertThat(proceed(attempt, digits("2580"))).isEqualTo(new Step.Refused(Step.Reason.WRONG_PIN));
    }

    @Test
    void saysThatThereIsNoSuchUser() {
        server.verdict = new ProvisioningService.ServerVerdict.Gone();

        assertThat(proceed(attempt, digits("2580"))).isEqualTo(new Step.Refused(Step.Reason.NO_SUCH_USER));
    }

    @Test
    void provesNobodyWithoutTheServer() {
        server.verdict = new ProvisioningService.ServerVerdict.Unavailable("down");

        assertThat(proceed(attempt, digits("2580"))).isEqualTo(new Step.Refused(Step.Reason.UNAVAILABLE));
    }

    @Test
    void provesNobodyWithoutProvisioning() {
        authenticator.unbindProvisioning(server);

        assertThat(proceed(attempt, digits("2580"))).isEqualTo(new Step.Refused(Step.Reason.UNAVAILABLE));
    }

    @Test
    void staysWithTheSuccessorOfAProvisioningThatGoes() {
        Server successor = new Server();
        successor.verdict = new ProvisioningService.ServerVerdict.Proved(user());
        authenticator.bindProvisioning(successor);
        authenticator.unbindProvisioning(server);

        assertThat(proceed(attempt, digits("2580"))).isEqualTo(new Step.Accepted());
    }

    @Test
    void neverLogsInAtTheServerWithoutAPassword() {
        assertThat(proceed(attempt, digits(""))).isEqualTo(new Step.Refused(Step.Reason.PIN_NOT_ENTERED));
        assertThat(server.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789", "12*4", "12 4", "١٢٣٤"})
    void asksTheServerForNothingThatIsNoPin(String typed) {
        assertThat(proceed(attempt, digits(typed))).isEqualTo(new Step.Refused(Step.Reason.WRONG_PIN));
        assertThat(server.asked).isEmpty();
    }

    @Test
    @Tag("LOG-12")
    void endsCleanlyWithoutDigits() {
        assertThat(proceed(attempt, new Answer.None())).isEqualTo(new Step.Refused(Step.Reason.TIMED_OUT));
        assertThat(proceed(attempt, new Answer.Rejected(Answer.RejectReason.UPI_NOT_ENTERED)))
                .isEqualTo(new Step.Refused(Step.Reason.PIN_NOT_ENTERED));
        assertThat(proceed(attempt, new Answer.Rejected(Answer.RejectReason.OTHER)))
                .isEqualTo(new Step.Refused(Step.Reason.PHONE_CANNOT));
        assertThat(proceed(attempt, new Answer.Response(Octets.ofHex("00000000"))))
                .isEqualTo(new Step.Refused(Step.Reason.PHONE_CANNOT));
    }

    @Test
    void asksInItsOwnWayWhatAnotherAlgorithmBegan() {
        Step.Question other = new Step.Challenge("DSAA", Step.KeyType.UPI, Octets.NONE, Octets.NONE);

        Step next = authenticator
                .proceed(attempt, other, new Answer.Response(Octets.NONE))
                .toCompletableFuture()
                .join();

        assertThat(next).isEqualTo(QUESTION);
    }

    private Step proceed(Attempt of, Answer answer) {
        return authenticator.proceed(of, QUESTION, answer).toCompletableFuture().join();
    }

    private static Answer digits(String typed) {
        return new Answer.Digits(Secret.of(typed));
    }

    private static Attempt attempt(Attempt.Purpose purpose, HandsetKind kind) {
        return new Attempt(
                purpose,
                new Ipei(3586, 17017),
                kind,
                Optional.of("1012"),
                Secret.ofBytes(new byte[16]),
                Optional.empty());
    }

    private static User user() {
        return new User(
                new UserId(1),
                1,
                new UserNumber("1012"),
                Optional.empty(),
                "Anna",
                true,
                Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** Provisioning whose server says what the test wants. */
    private static final class Server implements ProvisioningService {

        private ServerVerdict verdict = new ServerVerdict.Unavailable("not said");
        private String asked = "";

        @Override
        public CompletionStage<ServerVerdict> logInAtServer(String login, Secret password, Duration limit) {
            asked = login + " with " + password.length() + " digits within " + limit;
            return CompletableFuture.completedFuture(verdict);
        }

        @Override
        public CompletionStage<UserLookup> lookUp(String login, Duration patience) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Source> source() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> configure(Optional<Source> source, Optional<Secret> password, Actor actor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ProvisioningStatus status() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<ImportResult> importCommon() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<ImportResult> importUser(String login) {
            throw new UnsupportedOperationException();
        }
    }
}
