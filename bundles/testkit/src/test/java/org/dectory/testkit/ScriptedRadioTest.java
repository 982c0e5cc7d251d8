package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.Radio;
import org.junit.jupiter.api.Test;

class ScriptedRadioTest {

    private static final Ipei PHONE = new Ipei(3586, 17017);
    private static final Step.Question QUESTION = new Step.KeypadRequest("PIN", 8);
    private static final Duration LIMIT = Duration.ofSeconds(100);

    private final ScriptedRadio radio = ScriptedRadio.inline();

    @Test
    void answersAsTheScriptSays() {
        Answer digits = new Answer.Digits(Secret.of("1234"));
        radio.answering(PHONE, question -> digits);

        assertThat(radio.ask(PHONE, QUESTION, LIMIT).toCompletableFuture()).isCompletedWithValue(digits);
    }

    @Test
    void keepsAQuestionWithoutAScriptUntilTheTestAnswers() {
        CompletableFuture<Answer> answer = radio.ask(PHONE, QUESTION, LIMIT).toCompletableFuture();
        assertThat(answer).isNotDone();
        assertThat(radio.pendingQuestion(PHONE)).contains(QUESTION);

        radio.answer(PHONE, new Answer.None());

        assertThat(answer).isCompletedWithValue(new Answer.None());
        assertThat(radio.pendingQuestion(PHONE)).isEmpty();
    }

    @Test
    void answersForAPhoneOutOfReachThatThereIsNone() {
        CompletableFuture<Answer> before = radio.ask(PHONE, QUESTION, LIMIT).toCompletableFuture();
        radio.inReach(PHONE, false);

        assertThat(before).isCompletedWithValue(new Answer.None());
        assertThat(radio.ask(PHONE, QUESTION, LIMIT).toCompletableFuture()).isCompletedWithValue(new Answer.None());
        assertThat(radio.display(PHONE, "text").toCompletableFuture()).isCompletedWithValue(false);
        assertThat(radio.displayed(PHONE)).isEmpty();
    }

    @Test
    void showsTextOnAnIdleGapPhoneInACallOnly() {
        radio.ofKind(PHONE, HandsetKind.GAP);
        assertThat(radio.display(PHONE, "idle").toCompletableFuture()).isCompletedWithValue(false);

        radio.inCall(PHONE, 7);
        assertThat(radio.display(PHONE, "in call").toCompletableFuture()).isCompletedWithValue(true);
        assertThat(radio.play(PHONE, 7, Radio.Tone.BUSY).toCompletableFuture()).isCompletedWithValue(true);

        radio.release(PHONE, 8);
        assertThat(radio.displayed(PHONE)).isEqualTo("in call");
        radio.release(PHONE, 7);
        assertThat(radio.displayed(PHONE)).isEmpty();
        assertThat(radio.play(PHONE, 7, Radio.Tone.BUSY).toCompletableFuture()).isCompletedWithValue(false);
    }

    @Test
    void runsTheTasksOfAPhoneInOrderAndOneAtATime() {
        List<String> ran = new ArrayList<>();

        radio.mailbox(PHONE).execute(() -> {
            radio.mailbox(PHONE).execute(() -> ran.add("second"));
            ran.add("first");
        });

        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void runsManualMailboxesOnRequest() {
        ScriptedRadio manual = ScriptedRadio.manual();
        List<String> ran = new ArrayList<>();
        manual.mailbox(PHONE).execute(() -> ran.add("first"));
        assertThat(ran).isEmpty();

        assertThat(manual.runMailboxes()).isEqualTo(1);
        assertThat(ran).containsExactly("first");
    }
}
