package org.dectory.auth.dsaa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.testkit.AuthenticatorContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the contract: the published vectors, and what is refused before anything is asked. */
@Tag("LOG-12")
class DsaaAuthenticatorTest extends AuthenticatorContract {

    /** The key allocated in annex K. */
    private static final Secret UAK = secretOfHex("93638b457afd40fa585feb6030d572a2");

    private final Authenticator authenticator = new DsaaAuthenticator();

    @Override
    protected Authenticator authenticator() {
        return new DsaaAuthenticator();
    }

    @Override
    protected Answer answer(Step.Question question, Secret uak, String pin) {
        return PhoneSide.answer(question, uak, pin);
    }

    @Override
    protected Optional<Secret> cipherKeyOfPhone(Step.Question question, Answer answer, Secret uak, String pin) {
        return Optional.of(PhoneSide.cipherKey(question, uak, pin));
    }

    @Test
    void acceptsThePhoneOfAnnexK() {
        Step.Challenge asked = challenge(Step.KeyType.UAK, "9b114f2554518859", "0000000000000000");
        Attempt attempt = attempt(Attempt.Purpose.PHONE, Optional.empty());

        assertThat(step(attempt, asked, "961b3a9f"))
                .isEqualTo(new Step.Accepted(Optional.of(secretOfHex("8560dc324ea49f37"))));
        assertThat(step(attempt, asked, "961b3a9e")).isEqualTo(new Step.Refused(Step.Reason.PHONE_NOT_GENUINE));
    }

    @ParameterizedTest
    @CsvSource({"1234, 345d90f5, 8cee22c4c11e73e9", "0000, 4b992f5b, a2e7eb5c76b134b8"})
    @Tag("LOG-02")
    void acceptsThePinOfTheVectors(String pin, String res, String dck) {
        Step.Challenge asked = challenge(Step.KeyType.UPI, "fedcba9876543210", "0123456789abcdef");
        Attempt attempt = attempt(Attempt.Purpose.LOGIN, Optional.of(Secret.of(pin)));

        assertThat(step(attempt, asked, res)).isEqualTo(new Step.Accepted(Optional.of(secretOfHex(dck))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "345d90f500", "345d90f4"})
    @Tag("LOG-02")
    void asksForThePhonesKeyBeforeAPinCountsAsWrong(String res) {
        Step.Challenge asked = challenge(Step.KeyType.UPI, "fedcba9876543210", "0123456789abcdef");
        Attempt attempt = attempt(Attempt.Purpose.LOGIN, Optional.of(Secret.of("1234")));

        Step next = step(attempt, asked, res);

        assertThat(next)
                .isInstanceOfSatisfying(
                        Step.Challenge.class,
                        challenge -> assertThat(challenge.key()).isEqualTo(Step.KeyType.UAK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "12a4", "１２３４", "12 4", "*12#"})
    void refusesAPinThatNoPhoneCanType(String pin) {
        Attempt attempt = attempt(Attempt.Purpose.LOGIN, Optional.of(Secret.of(pin)));

        assertThat(authenticator.begin(attempt)).isEqualTo(new Step.Refused(Step.Reason.PHONE_CANNOT));
    }

    @Test
    void refusesALoginWithoutAPinAndAKeyOfAnotherLength() {
        Attempt withoutPin = attempt(Attempt.Purpose.LOGIN, Optional.empty());
        Attempt withoutKey = new Attempt(
                Attempt.Purpose.PHONE,
                new Ipei(3586, 17017),
                HandsetKind.GAP,
                Optional.empty(),
                Secret.ofBytes(new byte[8]),
                Optional.empty());

        assertThat(authenticator.begin(withoutPin)).isEqualTo(new Step.Refused(Step.Reason.PHONE_CANNOT));
        assertThat(authenticator.begin(withoutKey)).isEqualTo(new Step.Refused(Step.Reason.PHONE_CANNOT));
    }

    @Test
    @Tag("LOG-13")
    void asksAnewWhatAnotherAlgorithmHadAsked() {
        Attempt attempt = attempt(Attempt.Purpose.LOGIN, Optional.of(Secret.of("1234")));
        Answer digits = new Answer.Digits(Secret.of("1234"));

        Step next = authenticator
                .proceed(attempt, new Step.KeypadRequest("PIN", 8), digits)
                .toCompletableFuture()
                .join();

        assertThat(next)
                .isInstanceOfSatisfying(
                        Step.Challenge.class,
                        challenge -> assertThat(challenge.key()).isEqualTo(Step.KeyType.UPI));
    }

    private Step step(Attempt attempt, Step.Challenge asked, String res) {
        return authenticator
                .proceed(attempt, asked, new Answer.Response(Octets.ofHex(res)))
                .toCompletableFuture()
                .join();
    }

    private static Step.Challenge challenge(Step.KeyType key, String rand, String rs) {
        return new Step.Challenge("DSAA", key, Octets.ofHex(rand), Octets.ofHex(rs));
    }

    private static Attempt attempt(Attempt.Purpose purpose, Optional<Secret> pin) {
        return new Attempt(purpose, new Ipei(3586, 17017), HandsetKind.PHONE_600_700, Optional.of("1012"), UAK, pin);
    }

    private static Secret secretOfHex(String hex) {
        return Secret.ofBytes(HexFormat.of().parseHex(hex));
    }
}
