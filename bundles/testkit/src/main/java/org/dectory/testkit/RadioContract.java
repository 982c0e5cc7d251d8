package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.Secret;
import org.dectory.api.radio.CallHandler;
import org.dectory.api.radio.Radio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every {@link Radio} must do. Extend it, one class for each driver. */
public abstract class RadioContract {

    private static final Duration LIMIT = Duration.ofSeconds(100);
    private static final Ipei UNKNOWN = new Ipei(65535, 1);

    private final RecordingOwner owner = new RecordingOwner();

    private RadioBench bench;

    private Radio radio;

    /** For those who extend it. */
    protected RadioContract() {}

    /**
     * Makes a driver, without owners.
     *
     * @return the driver on its bench
     */
    protected abstract RadioBench open();

    @BeforeEach
    void begin() {
        bench = open();
        radio = bench.radio();
        bench.accessRights(Optional.of(owner));
        bench.calls(Optional.of(owner));
        bench.phones(Optional.of(owner));
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void deliversTheEventsOfAPhoneInOrder() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        List<String> expected = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            bench.hook(phone, true);
            bench.hook(phone, false);
            bench.dial(phone, "47" + i, true);
            bench.hook(phone, false);
            expected.addAll(List.of("hook true", "hook false", "setUp 47" + i + " enBloc", "hook false"));
        }

        await().untilAsserted(() ->
                assertThat(owner.events(phone)).endsWith("hook false").hasSizeGreaterThan(199));
        List<String> events = owner.events(phone);
        assertThat(events.subList(events.size() - 200, events.size())).isEqualTo(expected);
    }

    @Test
    void runsTheMailboxOfAPhoneOneTaskAtATimeAndInOrder() {
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger running = new AtomicInteger();
        AtomicInteger mostRunning = new AtomicInteger();

        IntStream.range(0, 1000)
                .forEach(i -> radio.mailbox(UNKNOWN).execute(() -> {
                    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
                    ran.add(i);
                    running.decrementAndGet();
                }));

        await().until(() -> ran.size() == 1000);
        assertThat(ran).isSorted();
        assertThat(mostRunning).hasValue(1);
    }

    @Test
    void goesOnAfterAHandlerOrATaskThatFails() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        bench.calls(Optional.of(setup -> {
            throw new IllegalStateException("a test");
        }));
        CompletableFuture<String> after = new CompletableFuture<>();

        bench.dial(phone, "4711", true);
        radio.mailbox(phone).execute(() -> {
            throw new IllegalStateException("a test");
        });
        radio.mailbox(phone).execute(() -> after.complete("ran"));

        assertThat(result(after)).isEqualTo("ran");
    }

    @Test
    void doesNotLetAPhoneWaitForAnother() {
        Ipei waiting = bench.attachedPhone(HandsetKind.GAP);
        Ipei other = bench.attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> never =
                radio.ask(waiting, bench.challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();

        bench.dial(other, "4711", true);

        await().until(() -> owner.events(other).contains("setUp 4711 enBloc"));
        assertThat(result(radio.ask(other, bench.challenge(Step.KeyType.UAK), LIMIT)))
                .isInstanceOf(Answer.Response.class);
        assertThat(never).isNotDone();
    }

    @Test
    void spendsNoThreadOnAPhoneThatWaits() {
        List<Ipei> phones = IntStream.range(0, 100)
                .mapToObj(i -> bench.attachedPhone(HandsetKind.GAP))
                .toList();
        int before = Thread.activeCount();

        phones.forEach(phone -> radio.ask(phone, bench.challenge(Step.KeyType.UPI), LIMIT));

        await().until(() ->
                phones.stream().noneMatch(phone -> bench.prompt(phone).isEmpty()));
        assertThat(Thread.activeCount()).isLessThan(before + 8);
    }

    @Test
    void answersWithThePhonesOwnKeyAtOnce() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);

        assertThat(result(radio.ask(phone, bench.challenge(Step.KeyType.UAK), Duration.ofSeconds(10))))
                .isInstanceOf(Answer.Response.class);
        assertThat(bench.prompt(phone)).isEmpty();
    }

    @Test
    @Tag("LOG-02")
    void asksThePersonForThePin() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> answer =
                radio.ask(phone, bench.challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();
        await().until(() -> !bench.prompt(phone).isEmpty());

        bench.type(phone, "2580");

        assertThat(result(answer)).isInstanceOf(Answer.Response.class);
        assertThat(bench.prompt(phone)).isEmpty();
    }

    @Test
    @Tag("LOG-12")
    void tellsThatThePersonEnteredNoPin() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> answer =
                radio.ask(phone, bench.challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();
        await().until(() -> !bench.prompt(phone).isEmpty());

        bench.cancel(phone);

        assertThat(result(answer)).isEqualTo(new Answer.Rejected(Answer.RejectReason.UPI_NOT_ENTERED));
    }

    @Test
    @Tag("LOG-12")
    void endsAQuestionAtItsTimeLimit() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> answer =
                radio.ask(phone, bench.challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();
        await().until(() -> !bench.prompt(phone).isEmpty());

        bench.letTimePass(LIMIT.minusSeconds(1));
        assertThat(answer).isNotDone();
        bench.letTimePass(Duration.ofSeconds(1));

        assertThat(result(answer)).isEqualTo(new Answer.None());
        assertThat(bench.prompt(phone)).isEmpty();
    }

    @Test
    void endsAQuestionWithTheCallInWhichItWasAsked() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        bench.dial(phone, "4711", true);
        CompletableFuture<Answer> answer =
                radio.ask(phone, bench.challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();
        await().until(() -> !bench.prompt(phone).isEmpty());

        bench.hook(phone, false);

        assertThat(result(answer)).isEqualTo(new Answer.None());
    }

    @Test
    void endsAQuestionWhenThePhoneIsSwitchedOff() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> answer =
                radio.ask(phone, bench.challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();
        await().until(() -> !bench.prompt(phone).isEmpty());

        bench.power(phone, false);

        assertThat(result(answer)).isEqualTo(new Answer.None());
    }

    @Test
    void answersAtOnceForAPhoneThatIsOff() {
        Ipei phone = bench.attachedPhone(HandsetKind.PHONE_600_700);
        bench.power(phone, false);

        assertNothingReaches(phone);
    }

    @Test
    void answersAtOnceForAPhoneThatIsNotKnown() {
        assertNothingReaches(UNKNOWN);
    }

    private void assertNothingReaches(Ipei phone) {
        assertThat(result(radio.ask(phone, bench.challenge(Step.KeyType.UAK), LIMIT)))
                .isEqualTo(new Answer.None());
        assertThat(result(radio.ask(phone, new Step.KeypadRequest("PIN", 8), LIMIT)))
                .isEqualTo(new Answer.None());
        assertThat(result(radio.allocateKey(phone, bench.challenge(Step.KeyType.AC))))
                .isEmpty();
        assertThat(result(radio.display(phone, "text"))).isFalse();
        assertThat(result(radio.play(phone, 1, Radio.Tone.BUSY))).isFalse();
        assertThat(result(radio.untilIdle(phone, LIMIT))).isTrue();
        assertThat(result(radio.encrypt(phone, Secret.ofBytes(new byte[8])))).isFalse();
        assertThat(result(radio.configure(phone, Map.of("UD_DispLanguage", "de"))))
                .isFalse();
        assertThat(result(radio.showUser(phone, "Anna", "1012"))).isFalse();
        assertThat(result(radio.showLoginPrompt(phone))).isFalse();
        assertThat(result(radio.clearUserData(phone, false))).isFalse();
        assertThat(result(radio.suppressRedial(phone))).isFalse();
        radio.release(phone, 1);
        radio.terminateAccessRights(phone);
    }

    @Test
    void repliesToAKeyAllocationOnlyDuringASubscription() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);

        assertThat(result(radio.allocateKey(phone, bench.challenge(Step.KeyType.AC))))
                .isEmpty();
    }

    @Test
    @Tag("FAC-03")
    void tellsEnBlocDiallingFromDigitByDigitDialling() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);

        bench.dial(phone, "*111012", true);
        await().until(() -> owner.setups().size() == 1);
        bench.hook(phone, false);
        bench.dial(phone, "*11", false);
        bench.dial(phone, "1012", false);
        bench.letTimePass(Duration.ofSeconds(20));
        await().until(() -> owner.setups().size() == 2);

        assertThat(owner.setups()).extracting(CallHandler.CallSetup::digits).containsExactly("*111012", "*111012");
        assertThat(owner.setups()).extracting(CallHandler.CallSetup::enBloc).containsExactly(true, false);
    }

    @Test
    void playsTonesAndReleasesJustThatCall() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        bench.dial(phone, "1", true);
        bench.hook(phone, false);
        bench.dial(phone, "2", true);
        await().until(() -> owner.setups().size() == 2);
        int first = owner.setups().get(0).call();
        int second = owner.setups().get(1).call();

        radio.release(phone, first);
        assertThat(result(radio.play(phone, second, Radio.Tone.POSITIVE_ACKNOWLEDGEMENT)))
                .isTrue();
        radio.release(phone, second);
        assertThat(result(radio.play(phone, second, Radio.Tone.BUSY))).isFalse();

        assertThat(bench.isOffHook(phone)).isFalse();
        assertThat(bench.tones(phone)).containsExactly(Radio.Tone.POSITIVE_ACKNOWLEDGEMENT);
    }

    @Test
    void carriesCommandsOutInOrder() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        bench.dial(phone, "1", true);

        List<CompletionStage<Boolean>> shown = IntStream.range(0, 100)
                .mapToObj(i -> radio.display(phone, "text " + i))
                .toList();

        assertThat(shown).allMatch(RadioContract::result);
        assertThat(bench.display(phone)).containsExactly("text 99");
    }

    @Test
    void givesTheBusyToneWhenNobodyOwnsCalls() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        bench.calls(Optional.empty());

        bench.dial(phone, "4711", true);

        await().until(() -> bench.tones(phone).equals(List.of(Radio.Tone.BUSY)));
    }

    @Test
    void rejectsLocationsWhenNobodyOwnsThem() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        bench.accessRights(Optional.empty());

        bench.power(phone, false);
        bench.power(phone, true);
        result(radio.display(phone, "after the registration"));

        assertThat(bench.isAttached(phone)).isFalse();
    }

    @Test
    void dropsOtherEventsWhenNobodyOwnsThem() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        bench.phones(Optional.empty());
        bench.hook(phone, true);
        result(radio.play(phone, 0, Radio.Tone.BUSY));
        bench.phones(Optional.of(owner));

        bench.hook(phone, false);

        await().until(() -> owner.events(phone).contains("hook false"));
        assertThat(owner.events(phone)).doesNotContain("hook true");
    }

    @Test
    void tellsThatAPhoneIsThereAfterItsLocationWasAccepted() {
        Ipei phone = bench.attachedPhone(HandsetKind.GAP);
        int before = owner.events(phone).size();

        bench.power(phone, false);
        bench.power(phone, true);

        await().until(() -> owner.events(phone).size() == before + 2);
        assertThat(owner.events(phone).get(before)).startsWith("located");
        assertThat(owner.events(phone).get(before + 1)).isEqualTo("attached");
        assertThat(bench.isAttached(phone)).isTrue();
    }

    private static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("No result within 10 seconds", e);
        }
    }
}
