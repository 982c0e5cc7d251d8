package org.dectory.auth.dsaa2.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Attempt;
import org.dectory.api.auth.Authenticator;
import org.dectory.api.auth.Octets;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.dsaa.CipherSuite;
import org.dectory.dsaa.OctetOrder;
import org.dectory.testkit.AuthenticatorContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the contract: the phone's random number, and the order of octets. */
@Tag("LOG-12")
class Dsaa2AuthenticatorTest extends AuthenticatorContract {

    private static final Secret UAK = Secret.of("a key of a phone");
    private static final CipherSuite STRAIGHT = CipherSuite.dsaa2(OctetOrder.STRAIGHT);

    private final Attempt login = new Attempt(
            Attempt.Purpose.LOGIN,
            new Ipei(3586, 17017),
            HandsetKind.PHONE_600_700,
            Optional.of("1012"),
            UAK,
            Optional.of(Secret.of("1234")));

    @Override
    protected Authenticator authenticator() {
        return new Dsaa2Authenticator(STRAIGHT);
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
    void asksWithTwiceAsLongASessionValue() {
        Step.Challenge challenge = (Step.Challenge) authenticator().begin(login);

        assertThat(challenge.algorithm()).isEqualTo("DSAA2");
        assertThat(challenge.rand().length()).isEqualTo(8);
        assertThat(challenge.rs().length()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00112233445566", "001122334455667788", "0011223344556676"})
    void believesNoResponseWithoutTheRandomNumberThatItWasMadeWith(String randP) {
        Authenticator authenticator = authenticator();
        Step.Question asked = (Step.Question) authenticator.begin(login);
        Octets res = PhoneSide.answer(asked, UAK, "1234").res();

        Step next = authenticator
                .proceed(login, asked, new Answer.Response(res, Octets.ofHex(randP)))
                .toCompletableFuture()
                .join();

        assertThat(next)
                .isInstanceOfSatisfying(
                        Step.Challenge.class,
                        challenge -> assertThat(challenge.key()).isEqualTo(Step.KeyType.UAK));
    }

    @ParameterizedTest
    @EnumSource(value = OctetOrder.class, mode = EnumSource.Mode.EXCLUDE, names = "STRAIGHT")
    void doesNotKnowAPhoneWithAnotherOrderOfOctets(OctetOrder order) {
        Authenticator authenticator = new Dsaa2Authenticator(CipherSuite.dsaa2(order));
        Step step = authenticator.begin(login);
        while (step instanceof Step.Question question) {
            step = authenticator
                    .proceed(login, question, PhoneSide.answer(question, UAK, "1234"))
                    .toCompletableFuture()
                    .join();
        }

        assertThat(step).isEqualTo(new Step.Refused(Step.Reason.PHONE_NOT_GENUINE));
    }

    @Test
    @Tag("LOG-13")
    void asksAnewWhatTheOtherAlgorithmHadAsked() {
        Step.Challenge other =
                new Step.Challenge("DSAA", Step.KeyType.UPI, Octets.of(new byte[8]), Octets.of(new byte[8]));

        Step next = authenticator()
                .proceed(login, other, new Answer.Response(Octets.of(new byte[4])))
                .toCompletableFuture()
                .join();

        assertThat(next)
                .isInstanceOfSatisfying(
                        Step.Challenge.class,
                        challenge -> assertThat(challenge.algorithm()).isEqualTo("DSAA2"));
    }
}
