package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.dectory.api.auth.Answer;
import org.dectory.api.auth.Step;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.junit.jupiter.api.Test;

/** What a radio promises about order, threads and failures. */
interface RadioMailboxContract extends RadioOnBench {

    @Test
    default void deliversTheEventsOfAPhoneInOrder() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        List<String> expected = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            bench().hook(phone, true);
            bench().hook(phone, false);
            bench().dial(phone, "47" + i, true);
            bench().hook(phone, false);
            expected.addAll(List.of("hook true", "hook false", "setUp 47" + i + " enBloc", "hook false"));
        }

        await().untilAsserted(() ->
                assertThat(owner().events(phone)).endsWith("hook false").hasSizeGreaterThan(199));
        List<String> events = owner().events(phone);
        assertThat(events.subList(events.size() - 200, events.size())).isEqualTo(expected);
    }

    @Test
    default void runsTheMailboxOfAPhoneOneTaskAtATimeAndInOrder() {
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger running = new AtomicInteger();
        AtomicInteger mostRunning = new AtomicInteger();

        IntStream.range(0, 1000)
                .forEach(i -> radio().mailbox(UNKNOWN).execute(() -> {
                    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
                    ran.add(i);
                    running.decrementAndGet();
                }));

        await().until(() -> ran.size() == 1000);
        assertThat(ran).isSorted();
        assertThat(mostRunning).hasValue(1);
    }

    @Test
    default void goesOnAfterAHandlerOrATaskThatFails() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        bench().calls(Optional.of(setup -> {
            throw new IllegalStateException("a test");
        }));
        CompletableFuture<String> after = new CompletableFuture<>();

        bench().dial(phone, "4711", true);
        radio().mailbox(phone).execute(() -> {
            throw new IllegalStateException("a test");
        });
        radio().mailbox(phone).execute(() -> after.complete("ran"));

        assertThat(RadioOnBench.result(after)).isEqualTo("ran");
    }

    @Test
    default void doesNotLetAPhoneWaitForAnother() {
        Ipei waiting = bench().attachedPhone(HandsetKind.GAP);
        Ipei other = bench().attachedPhone(HandsetKind.GAP);
        CompletableFuture<Answer> never =
                radio().ask(waiting, bench().challenge(Step.KeyType.UPI), LIMIT).toCompletableFuture();

        bench().dial(other, "4711", true);

        await().until(() -> owner().events(other).contains("setUp 4711 enBloc"));
        assertThat(RadioOnBench.result(radio().ask(other, bench().challenge(Step.KeyType.UAK), LIMIT)))
                .isInstanceOf(Answer.Response.class);
        assertThat(never).isNotDone();
    }

    @Test
    default void spendsNoThreadOnAPhoneThatWaits() {
        List<Ipei> phones = IntStream.range(0, 100)
                .mapToObj(i -> bench().attachedPhone(HandsetKind.GAP))
                .toList();
        int before = Thread.activeCount();

        phones.forEach(phone -> radio().ask(phone, bench().challenge(Step.KeyType.UPI), LIMIT));

        await().until(() ->
                phones.stream().noneMatch(phone -> bench().prompt(phone).isEmpty()));
        assertThat(Thread.activeCount()).isLessThan(before + 8);
    }

    @Test
    default void carriesCommandsOutInOrder() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        bench().dial(phone, "1", true);

        List<CompletionStage<Boolean>> shown = IntStream.range(0, 100)
                .mapToObj(i -> radio().display(phone, "text " + i))
                .toList();

        assertThat(shown).allMatch(RadioOnBench::result);
        assertThat(bench().display(phone)).containsExactly("text 99");
    }
}
