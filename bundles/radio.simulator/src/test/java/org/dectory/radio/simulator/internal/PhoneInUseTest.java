package org.dectory.radio.simulator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.PhoneHandler;
import org.dectory.api.simulator.PhoneSimulator;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.testkit.RecordingOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees and hears on a phone, and what a phone refuses. */
class PhoneInUseTest {

    private static final Duration LIMIT = Duration.ofSeconds(100);

    private final SimulatorBench bench = new SimulatorBench();
    private final RecordingOwner owner = new RecordingOwner();
    private final Ipei big = bench.attachedPhone(HandsetKind.PHONE_600_700);
    private final Ipei gap = bench.attachedPhone(HandsetKind.GAP);

    @BeforeEach
    void begin() {
        bench.accessRights(Optional.of(owner));
        bench.calls(Optional.of(owner));
        bench.phones(Optional.of(owner));
        bench.emergencies(Optional.of(owner));
        // It is told that the phones are there.
        bench.settle(big);
        bench.settle(gap);
        owner.forget();
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    @Tag("LOG-02")
    @Tag("LOG-12")
    void provesThePinThatWasTypedAndNoOther() {
        assertThat(provesPin("0815", "0815")).isTrue();
        assertThat(provesPin("0815", "815")).isFalse();
        assertThat(provesPin("0815", "0816")).isFalse();
    }

    private boolean provesPin(String pin, String typed) {
        Step.Challenge challenge = bench.challenge(Step.KeyType.UPI);
        CompletableFuture<Answer> answer = ask(gap, challenge);

        bench.type(gap, typed);

        return bench.system.provesPin(gap, pin, challenge, SimulatorBench.result(answer));
    }

    private CompletableFuture<Answer> ask(Ipei phone, Step.Question question) {
        CompletableFuture<Answer> answer =
                bench.radio().ask(phone, question, LIMIT).toCompletableFuture();
        await().until(() -> !bench.prompt(phone).isEmpty());
        return answer;
    }

    @Test
    @Tag("LOG-12")
    void showsStarsForThePinAndHoldsNoPinAsNotEntered() {
        CompletableFuture<Answer> answer = ask(big, bench.challenge(Step.KeyType.UPI));
        bench.hand.press(
                big, List.of(new PhoneSimulator.Key("1"), new PhoneSimulator.Key("2"), new PhoneSimulator.Key("#")));
        assertThat(bench.display(big)).containsExactly("PIN", "**");

        bench.cancel(big);
        CompletableFuture<Answer> empty = ask(big, bench.challenge(Step.KeyType.UPI));
        bench.type(big, "");

        Answer notEntered = new Answer.Rejected(Answer.RejectReason.UPI_NOT_ENTERED);
        assertThat(SimulatorBench.result(answer)).isEqualTo(notEntered);
        assertThat(SimulatorBench.result(empty)).isEqualTo(notEntered);
    }

    @Test
    void endsAQuestionWithNoAnswerWhenAnotherComes() {
        CompletableFuture<Answer> first = ask(big, bench.challenge(Step.KeyType.UPI));

        CompletableFuture<Answer> second = ask(big, new Step.KeypadRequest("Password", 8));

        assertThat(SimulatorBench.result(first)).isEqualTo(new Answer.None());
        assertThat(bench.prompt(big)).isEqualTo("Password");
        assertThat(second).isNotDone();
    }

    @Test
    void typesDigitsOnThe600And700Only() {
        Step.Question question = new Step.KeypadRequest("Password", 4);
        CompletableFuture<Answer> answer = ask(big, question);

        bench.type(big, "123456");

        assertThat(SimulatorBench.result(answer)).isEqualTo(new Answer.Digits(Secret.of("1234")));
        assertThat(SimulatorBench.result(bench.radio().ask(gap, question, LIMIT)))
                .isEqualTo(new Answer.Rejected(Answer.RejectReason.OTHER));
    }

    @Test
    @Tag("LOG-14")
    void sendsNoDigitsInClearThatWereAskedForOverAnEncryptedLink() {
        assertThat(SimulatorBench.result(bench.radio().encrypt(big, bench.cipherKey(big))))
                .isTrue();
        CompletableFuture<Answer> answer = ask(big, new Step.KeypadRequest("New PIN", 8));
        bench.move(big, 7);
        await().until(() -> !bench.isEncrypted(big));

        bench.type(big, "4711");

        assertThat(SimulatorBench.result(answer)).isEqualTo(new Answer.None());
    }

    @Test
    void refusesAnAlgorithmThatItDoesNotKnow() {
        Step.Challenge known = bench.challenge(Step.KeyType.UAK);
        Step.Challenge other = new Step.Challenge("DSAA2", known.key(), known.rand(), known.rs());

        assertThat(SimulatorBench.result(bench.radio().ask(big, other, LIMIT)))
                .isEqualTo(new Answer.Rejected(Answer.RejectReason.ALGORITHM_NOT_SUPPORTED));
    }

    private void callAndHangUp(Ipei phone, String digits) {
        bench.dial(phone, digits, true);
        bench.hook(phone, false);
    }

    @Test
    @Tag("FAC-05")
    void keepsASuppressedNumberOffTheRedialListWhereItCan() {
        callAndHangUp(big, "4711");
        bench.dial(big, "*111012", true);
        bench.dial(gap, "*111012", true);

        assertThat(SimulatorBench.result(bench.radio().suppressRedial(big))).isTrue();
        assertThat(SimulatorBench.result(bench.radio().suppressRedial(gap))).isFalse();
        bench.hook(big, false);
        bench.hook(gap, false);
        callAndHangUp(big, "0815");

        assertThat(bench.look(big).redial()).containsExactly("0815", "4711");
        assertThat(bench.look(gap).redial()).containsExactly("*111012");
    }

    @Test
    void showsTextOfACallUntilTheCallEnds() {
        SimulatorBench.result(bench.radio().showUser(big, "Anna", "1012"));
        bench.dial(big, "4711", true);
        bench.dial(gap, "4711", true);
        assertThat(bench.display(gap)).containsExactly("4711");

        assertThat(SimulatorBench.result(bench.radio().display(big, "Not now\nSorry")))
                .isTrue();
        assertThat(SimulatorBench.result(bench.radio().display(gap, "Not now\nSorry")))
                .isTrue();

        assertThat(bench.display(big)).containsExactly("Not now", "Sorry");
        assertThat(bench.display(gap)).containsExactly("Not now", "Sorry");
        bench.hook(big, false);
        bench.hook(gap, false);
        assertThat(bench.display(big)).containsExactly("Anna", "1012");
        assertThat(bench.display(gap)).isEmpty();
        assertThat(SimulatorBench.result(bench.radio().display(gap, "idle"))).isFalse();
    }

    @Test
    void cutsTextThatDoesNotFit() {
        String text = ("x".repeat(30) + "\n").repeat(10);

        SimulatorBench.result(bench.radio().display(big, text));

        assertThat(bench.display(big)).hasSize(6).containsOnly("x".repeat(24));
    }

    @Test
    @Tag("FAC-03")
    void waitsForTheNextDigitBeforeACallIsSetUpDigitByDigit() {
        bench.hook(gap, true);
        bench.hand.press(gap, List.of(new PhoneSimulator.Key("*"), new PhoneSimulator.Key("1")));
        bench.letTimePass(Duration.ofSeconds(3));
        bench.dial(gap, "2", false);
        bench.letTimePass(Duration.ofSeconds(3));
        assertThat(bench.look(gap).call()).isEqualTo(SimulatedPhone.CallState.OFF_HOOK);

        bench.letTimePass(Duration.ofSeconds(1));
        bench.settle(gap);

        assertThat(bench.look(gap).call()).isEqualTo(SimulatedPhone.CallState.IN_CALL);
        assertThat(owner.events(gap)).containsExactly("hook true", "setUp *12");
    }

    @Test
    void setsUpNoCallWhenThePersonHangsUpBefore() {
        bench.dial(gap, "4711", false);
        bench.hook(gap, false);
        bench.letTimePass(Duration.ofSeconds(10));
        bench.settle(gap);

        assertThat(owner.events(gap)).containsExactly("hook true", "hook false");
        assertThat(bench.look(gap).redial()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12a", "+43", "1 2", "１"})
    void refusesToDialWhatIsNotOnTheKeys(String digits) {
        assertThatThrownBy(() -> bench.dial(gap, digits, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void dials256DigitsAndNotOneMore() {
        bench.dial(gap, "1".repeat(256), false);

        assertThatThrownBy(() -> bench.dial(gap, "1", false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.dial(big, "1".repeat(257), true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsWhyItCannotDoSomethingNow() {
        Ipei fresh = bench.add(HandsetKind.GAP);
        assertThatThrownBy(() -> bench.dial(fresh, "1", true)).hasMessageEndingWith("is not subscribed");
        bench.dial(gap, "1", true);
        assertThatThrownBy(() -> bench.dial(gap, "1", true)).hasMessageEndingWith("is in a call already");
        assertThatThrownBy(() -> bench.dial(gap, "1", false)).hasMessageEndingWith("is in a call already");
        assertThatThrownBy(() -> bench.hand.menu(gap, PhoneHandler.MenuItem.LOGOUT, ""))
                .hasMessageEndingWith("has no Administration menu");
        assertThatThrownBy(() -> bench.hand.sos(gap)).hasMessageEndingWith("has no SOS key");
        assertThatThrownBy(() -> bench.hand.press(big, List.of(PhoneSimulator.Key.OK)))
                .hasMessageEndingWith("asks for nothing and is on hook");
        bench.power(gap, false);
        assertThatThrownBy(() -> bench.hook(gap, true)).hasMessageEndingWith("is switched off");
    }

    @Test
    void reportsChargerMenuMovesAndEmergencies() {
        bench.hand.silentCharging(big, true);
        bench.hand.charger(big, true);
        bench.hand.charger(big, false);
        bench.hand.menu(big, PhoneHandler.MenuItem.LOGIN, "1012");
        bench.hand.move(big, 7);
        bench.hand.sos(big);
        bench.hand.manDown(big);
        bench.settle(big);

        assertThat(owner.events(big))
                .contains(
                        "charger true true",
                        "charger false true",
                        "menu LOGIN 1012",
                        "located 7",
                        "sos 7",
                        "manDown 7");
    }

    @Test
    void endsTheCallOfAPhoneThatIsSwitchedOff() {
        bench.dial(gap, "1", true);

        bench.power(gap, false);
        bench.settle(gap);

        assertThat(owner.events(gap)).containsExactly("setUp 1 enBloc", "hook false");
        assertThat(bench.look(gap).call()).isEqualTo(SimulatedPhone.CallState.ON_HOOK);
        assertThat(bench.display(gap)).isEmpty();
    }

    @Test
    void tellsThoseWhoWatchInTheMailboxOfThePhone() {
        List<String> seen = new CopyOnWriteArrayList<>();

        PhoneSimulator.Watching watching = bench.hand.watch(ipei ->
                seen.add(bench.hand.find(ipei).map(phone -> phone.call().name()).orElse("gone")));
        bench.dial(gap, "1", true);
        await().until(() -> seen.contains("IN_CALL"));
        SimulatorBench.result(bench.hand.remove(gap));
        await().until(() -> seen.contains("gone"));

        watching.close();
        int before = seen.size();
        bench.hook(big, true);
        bench.settle(big);

        assertThat(seen).hasSize(before);
    }
}
