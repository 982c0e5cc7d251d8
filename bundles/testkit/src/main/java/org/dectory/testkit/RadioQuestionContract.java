package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a radio promises about questions to phones and to people. */
interface RadioQuestionContract extends RadioOnBench {

    @Test
    default void answersWithThePhonesOwnKeyAtOnce() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);

        assertThat(RadioOnBench.result(radio().ask(phone, bench().challenge(Step.KeyType.UAK), Duration.ofSeconds(10))))
                .isInstanceOf(Answer.Response.class);
        assertThat(bench().prompt(phone)).isEmpty();
    }

    @Test
    @Tag("LOG-02")
    default void asksThePersonForThePin() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> answer =
                radio().ask(phone, bench().challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();
        await().until(() -> !bench().prompt(phone).isEmpty());

        bench().type(phone, "2580");

        assertThat(RadioOnBench.result(answer)).isInstanceOf(Answer.Response.class);
        assertThat(bench().prompt(phone)).isEmpty();
    }

    @Test
    @Tag("LOG-12")
    default void tellsThatThePersonEnteredNoPin() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> answer =
                radio().ask(phone, bench().challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();
        await().until(() -> !bench().prompt(phone).isEmpty());

        bench().cancel(phone);

        assertThat(RadioOnBench.result(answer)).isEqualTo(new Answer.Rejected(Answer.RejectReason.UPI_NOT_ENTERED));
    }

    @Test
    @Tag("LOG-12")
    default void endsAQuestionAtItsTimeLimit() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> answer =
                radio().ask(phone, bench().challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();
        await().until(() -> !bench().prompt(phone).isEmpty());

        bench().letTimePass(LIMIT.minusSeconds(1));
        assertThat(answer).isNotDone();
        bench().letTimePass(Duration.ofSeconds(1));

        assertThat(RadioOnBench.result(answer)).isEqualTo(new Answer.None());
        assertThat(bench().prompt(phone)).isEmpty();
    }

    @Test
    default void endsAQuestionWithTheCallInWhichItWasAsked() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        bench().dial(phone, "4711", true);
        CompletableFuture<Answer> answer =
                radio().ask(phone, bench().challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();
        await().until(() -> !bench().prompt(phone).isEmpty());

        bench().hook(phone, false);

        assertThat(RadioOnBench.result(answer)).isEqualTo(new Answer.None());
    }

    @Test
    default void endsAQuestionWhenThePhoneIsSwitchedOff() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> answer =
                radio().ask(phone, bench().challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();
        await().until(() -> !bench().prompt(phone).isEmpty());

        bench().power(phone, false);

        assertThat(RadioOnBench.result(answer)).isEqualTo(new Answer.None());
    }

    @Test
    @Tag("LOG-14")
    default void asksOneQuestionAfterAnotherAndATypedAnswerBelongsToOneOfThem() {
        Ipei phone = bench().attachedPhone(HandsetKind.PHONE_600_700);

        CompletionStage<Answer> once = radio().ask(phone, new Step.KeypadRequest("New PIN", 8), LIMIT);
        await().until(() -> bench().prompt(phone).equals("New PIN"));
        bench().type(phone, "2580");
        CompletionStage<Answer> twice = radio().ask(phone, new Step.KeypadRequest("Repeat PIN", 8), LIMIT);
        await().until(() -> bench().prompt(phone).equals("Repeat PIN"));
        bench().type(phone, "2581");

        assertThat(RadioOnBench.result(once)).isEqualTo(new Answer.Digits(Secret.of("2580")));
        assertThat(RadioOnBench.result(twice)).isEqualTo(new Answer.Digits(Secret.of("2581")));
        assertThat(bench().prompt(phone)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = HandsetKind.class,
            names = {"GAP", "PHONE_142D"})
    @Tag("PRV-07")
    default void tellsThatAPlainPhoneCannotSendWhatIsTyped(HandsetKind kind) {
        Ipei phone = bench().attachedPhone(kind);

        assertThat(RadioOnBench.result(radio().ask(phone, new Step.KeypadRequest("PIN", 8), LIMIT)))
                .isEqualTo(new Answer.Rejected(Answer.RejectReason.OTHER));
    }

    @Test
    default void repliesToAKeyAllocationOnlyDuringASubscription() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);

        assertThat(RadioOnBench.result(radio().allocateKey(phone, bench().challenge(Step.KeyType.AC))))
                .isEmpty();
    }
}
