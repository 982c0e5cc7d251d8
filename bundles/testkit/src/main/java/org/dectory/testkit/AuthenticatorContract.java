package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Authenticator} must do. Extend it, one class for each implementation. */
@Tag("LOG-12")
public abstract class AuthenticatorContract {

    private static final Secret UAK = Secret.ofBytes(new byte[] {
        (byte) 0x93,
        0x63,
        (byte) 0x8B,
        0x45,
        0x7A,
        (byte) 0xFD,
        0x40,
        (byte) 0xFA,
        0x58,
        0x5F,
        (byte) 0xEB,
        0x60,
        0x30,
        (byte) 0xD5,
        0x72,
        (byte) 0xA2
    });
    private static final Secret OTHER_UAK = Secret.ofBytes(new byte[16]);
    private static final Ipei PHONE = new Ipei(3586, 17017);

    /** More questions than any attempt needs. */
    private static final int MANY = 10;

    /** For those who extend it. */
    protected AuthenticatorContract() {}

    /**
     * Makes an authenticator.
     *
     * @return another instance with each call
     */
    protected abstract Authenticator authenticator();

    /**
     * Computes what a phone answers.
     *
     * @param question what it is asked
     * @param uak the key that it holds
     * @param pin what the person types
     * @return the answer
     */
    protected abstract Answer answer(Step.Question question, Secret uak, String pin);

    /**
     * Computes the cipher key that a phone keeps when it has answered.
     *
     * @param question what it was asked
     * @param answer what it answered
     * @param uak the key that it holds
     * @param pin what the person typed
     * @return the key; empty if the algorithm gives none
     */
    protected abstract Optional<Secret> cipherKeyOfPhone(Step.Question question, Answer answer, Secret uak, String pin);

    @ParameterizedTest
    @EnumSource(
            value = Attempt.Purpose.class,
            names = {"LOGIN", "LOGOUT", "PIN_CHANGE"})
    @Tag("LOG-02")
    void acceptsThePinAndThePhoneThatHoldsItsKey(Attempt.Purpose purpose) {
        Attempt attempt = attempt(purpose, "2580");

        assertThat(verdict(attempt, UAK, "2580")).isInstanceOf(Step.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2581", "258", "02580", "0", "99999999"})
    @Tag("LOG-02")
    @Tag("LOG-11")
    void callsThePinWrongOnceThePhoneHasShownItsKey(String typed) {
        Attempt attempt = attempt(Attempt.Purpose.LOGIN, "2580");

        assertThat(verdict(attempt, UAK, typed)).isEqualTo(new Step.Refused(Step.Reason.WRONG_PIN));
    }

    @Test
    @Tag("LOG-11")
    void doesNotCountAPhoneWithAnotherKeyAsAWrongPin() {
        Attempt attempt = attempt(Attempt.Purpose.LOGIN, "2580");

        assertThat(verdict(attempt, OTHER_UAK, "2580")).isEqualTo(new Step.Refused(Step.Reason.PHONE_NOT_GENUINE));
    }

    @Test
    void provesAPhoneByItsKeyAlone() {
        Attempt attempt =
                new Attempt(Attempt.Purpose.PHONE, PHONE, HandsetKind.GAP, Optional.empty(), UAK, Optional.empty());

        assertThat(verdict(attempt, UAK, "")).isInstanceOf(Step.Accepted.class);
        assertThat(verdict(attempt, OTHER_UAK, "")).isEqualTo(new Step.Refused(Step.Reason.PHONE_NOT_GENUINE));
    }

    @ParameterizedTest
    @EnumSource(
            value = Attempt.Purpose.class,
            names = {"PHONE", "LOGIN", "PIN_CHANGE"})
    @Tag("LOG-14")
    void givesBothSidesTheSameCipherKey(Attempt.Purpose purpose) {
        Authenticator authenticator = authenticator();
        Attempt attempt = attempt(purpose, "2580");
        Step.Question asked = (Step.Question) authenticator.begin(attempt);
        Answer answer = answer(asked, UAK, "2580");

        Step verdict = proceed(authenticator, attempt, asked, answer);

        assertThat(verdict).isEqualTo(new Step.Accepted(cipherKeyOfPhone(asked, answer, UAK, "2580")));
    }

    @Test
    void endsCleanlyWhenNoPinIsEntered() {
        Answer notEntered = new Answer.Rejected(Answer.RejectReason.UPI_NOT_ENTERED);

        assertThat(firstVerdict(notEntered)).isEqualTo(new Step.Refused(Step.Reason.PIN_NOT_ENTERED));
    }

    @Test
    void endsCleanlyWhenNothingComesInTime() {
        assertThat(firstVerdict(new Answer.None())).isEqualTo(new Step.Refused(Step.Reason.TIMED_OUT));
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.RejectReason.class,
            names = {"UPI_NOT_ENTERED"},
            mode = EnumSource.Mode.EXCLUDE)
    void endsCleanlyWhenThePhoneCannot(Answer.RejectReason reason) {
        assertThat(firstVerdict(new Answer.Rejected(reason))).isEqualTo(new Step.Refused(Step.Reason.PHONE_CANNOT));
    }

    @Test
    @Tag("LOG-13")
    void letsAnotherInstanceFinishAnyStep() {
        assertThat(verdictByTurns("2580")).isInstanceOf(Step.Accepted.class);
        assertThat(verdictByTurns("1111")).isEqualTo(new Step.Refused(Step.Reason.WRONG_PIN));
    }

    @Test
    void neverAsksTheSameTwice() {
        Authenticator authenticator = authenticator();
        Attempt attempt = attempt(Attempt.Purpose.LOGIN, "2580");
        Set<Object> seen = new HashSet<>();

        for (int i = 0; i < 200; i++) {
            if (authenticator.begin(attempt) instanceof Step.Challenge challenge) {
                assertThat(seen.add(challenge.rand())).isTrue();
                assertThat(seen.add(challenge.rs())).isTrue();
            }
        }
    }

    private Step firstVerdict(Answer answer) {
        Authenticator authenticator = authenticator();
        Attempt attempt = attempt(Attempt.Purpose.LOGIN, "2580");
        Step first = authenticator.begin(attempt);
        assertThat(first).isInstanceOf(Step.Question.class);
        return proceed(authenticator, attempt, (Step.Question) first, answer);
    }

    private Step verdict(Attempt attempt, Secret uak, String typed) {
        Authenticator authenticator = authenticator();
        Step step = authenticator.begin(attempt);
        for (int i = 0; i < MANY && step instanceof Step.Question question; i++) {
            step = proceed(authenticator, attempt, question, answer(question, uak, typed));
        }
        assertThat(step).isInstanceOf(Step.Verdict.class);
        return step;
    }

    private Step verdictByTurns(String typed) {
        Attempt attempt = attempt(Attempt.Purpose.LOGIN, "2580");
        Step step = authenticator().begin(attempt);
        for (int i = 0; i < MANY && step instanceof Step.Question question; i++) {
            step = proceed(authenticator(), attempt, question, answer(question, UAK, typed));
        }
        return step;
    }

    private static Step proceed(Authenticator authenticator, Attempt attempt, Step.Question asked, Answer answer) {
        try {
            return authenticator
                    .proceed(attempt, asked, answer)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            return fail("No step within 10 seconds", e);
        }
    }

    private static Attempt attempt(Attempt.Purpose purpose, String pin) {
        return new Attempt(
                purpose, PHONE, HandsetKind.PHONE_600_700, Optional.of("1012"), UAK, Optional.of(Secret.of(pin)));
    }
}
