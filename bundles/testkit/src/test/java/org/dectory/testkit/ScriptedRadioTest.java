package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    void playsAToneInTheCallThatIsNamedOnly() {
        radio.inCall(PHONE, 7);

        assertThat(radio.play(PHONE, 6, Radio.Tone.BUSY).toCompletableFuture()).isCompletedWithValue(false);
        assertThat(radio.commands(PHONE)).containsExactly(new RadioCommand.Play(6, Radio.Tone.BUSY));
    }

    @Test
    void waitsForAnIdlePhoneUntilThePersonHangsUpOrTheTimeIsOver() {
        assertThat(radio.untilIdle(PHONE, LIMIT).toCompletableFuture()).isCompletedWithValue(true);
        radio.inCall(PHONE, 7);
        CompletableFuture<Boolean> first = radio.untilIdle(PHONE, LIMIT).toCompletableFuture();
        assertThat(first).isNotDone();

        radio.endPatience(PHONE);
        CompletableFuture<Boolean> second = radio.untilIdle(PHONE, LIMIT).toCompletableFuture();
        radio.hangUp(PHONE);

        assertThat(first).isCompletedWithValue(false);
        assertThat(second).isCompletedWithValue(true);
    }

    @Test
    void encryptsIfTheScriptSaysThatThePhoneHasTheSameKey() {
        Secret key = Secret.of("key");
        radio.ciphering(PHONE, false);
        assertThat(radio.encrypt(PHONE, key).toCompletableFuture()).isCompletedWithValue(false);
        assertThat(radio.isEncrypted(PHONE)).isFalse();

        radio.ciphering(PHONE, true);
        assertThat(radio.encrypt(PHONE, key).toCompletableFuture()).isCompletedWithValue(true);
        assertThat(radio.isEncrypted(PHONE)).isTrue();

        radio.inReach(PHONE, false);
        assertThat(radio.isEncrypted(PHONE)).isFalse();
    }

    @Test
    void givesSettingsToA600Or700Only() {
        Map<String, String> german = Map.of("UD_DispLanguage", "de");
        assertThat(radio.configure(PHONE, german).toCompletableFuture()).isCompletedWithValue(true);
        assertThat(radio.settings(PHONE)).isEqualTo(german);
        assertThat(radio.configure(PHONE, Map.of("UD_DispLanguage", "")).toCompletableFuture())
                .isCompletedWithValue(true);
        assertThat(radio.settings(PHONE)).isEmpty();

        radio.ofKind(PHONE, HandsetKind.GAP);
        assertThat(radio.configure(PHONE, german).toCompletableFuture()).isCompletedWithValue(false);
        assertThat(radio.settings(PHONE)).isEmpty();
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
