package org.dectory.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.Radio;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a radio promises about calls. */
interface RadioCallContract extends RadioOnBench {

    @Test
    default void playsTonesAndReleasesJustThatCall() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        bench().dial(phone, "1", true);
        bench().hook(phone, false);
        bench().dial(phone, "2", true);
        await().until(() -> owner().setups().size() == 2);
        int first = owner().setups().get(0).call();
        int second = owner().setups().get(1).call();

        radio().release(phone, first);
        assertThat(RadioOnBench.result(radio().play(phone, first, Radio.Tone.NEGATIVE_ACKNOWLEDGEMENT)))
                .isFalse();
        assertThat(RadioOnBench.result(radio().play(phone, second, Radio.Tone.POSITIVE_ACKNOWLEDGEMENT)))
                .isTrue();
        radio().release(phone, second);
        assertThat(RadioOnBench.result(radio().play(phone, second, Radio.Tone.BUSY)))
                .isFalse();

        assertThat(bench().isOffHook(phone)).isFalse();
        assertThat(bench().tones(phone)).containsExactly(Radio.Tone.POSITIVE_ACKNOWLEDGEMENT);
    }

    @Test
    @Tag("FAC-05")
    default void tellsWhetherItKeepsANumberOffTheRedialList() {
        Ipei big = bench().attachedPhone(HandsetKind.PHONE_600_700);
        Ipei gap = bench().attachedPhone(HandsetKind.GAP);

        assertThat(RadioOnBench.result(radio().suppressRedial(big))).isFalse();
        bench().dial(big, "*111012", true);
        bench().dial(gap, "*111012", true);

        assertThat(RadioOnBench.result(radio().suppressRedial(big))).isTrue();
        assertThat(RadioOnBench.result(radio().suppressRedial(gap))).isFalse();
    }

    @Test
    @Tag("LOG-04")
    default void waitsUntilAPhoneHasHungUp() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        assertThat(RadioOnBench.result(radio().untilIdle(phone, LIMIT))).isTrue();
        bench().dial(phone, "4711", true);
        CompletableFuture<Boolean> idle = waiting(phone);

        bench().hook(phone, false);

        assertThat(RadioOnBench.result(idle)).isTrue();
    }

    @Test
    @Tag("LOG-04")
    default void waitsUntilACallWithSomebodyOutsideHasEnded() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        bench().talk(phone, true);
        CompletableFuture<Boolean> idle = waiting(phone);

        bench().talk(phone, false);

        assertThat(RadioOnBench.result(idle)).isTrue();
        await().until(() -> owner().events(phone).contains("hook false"));
    }

    @Test
    @Tag("LOG-04")
    default void waitsForAnIdlePhoneNoLongerThanItsLimit() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        bench().talk(phone, true);
        CompletableFuture<Boolean> idle = waiting(phone);

        bench().letTimePass(LIMIT.minusSeconds(1));
        assertThat(idle).isNotDone();
        bench().letTimePass(Duration.ofSeconds(1));

        assertThat(RadioOnBench.result(idle)).isFalse();
        assertThat(bench().isOffHook(phone)).isTrue();
    }

    @Test
    @Tag("LOG-04")
    default void saysAtOnceWhetherAPhoneIsInACallIfThereIsNoTimeToWait() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        assertThat(RadioOnBench.result(radio().untilIdle(phone, Duration.ZERO))).isTrue();
        bench().talk(phone, true);

        assertThat(RadioOnBench.result(radio().untilIdle(phone, Duration.ZERO))).isFalse();
    }

    @Test
    @Tag("LOG-04")
    default void holdsAPhoneThatIsSwitchedOffForIdle() {
        Ipei phone = bench().attachedPhone(HandsetKind.GAP);
        bench().talk(phone, true);
        CompletableFuture<Boolean> idle = waiting(phone);

        bench().power(phone, false);

        assertThat(RadioOnBench.result(idle)).isTrue();
    }

    private CompletableFuture<Boolean> waiting(Ipei phone) {
        CompletableFuture<Boolean> idle = radio().untilIdle(phone, LIMIT).toCompletableFuture();
        // Commands of a phone are carried out in order: now it waits.
        assertThat(RadioOnBench.result(radio().display(phone, "In a call"))).isTrue();
        assertThat(idle).isNotDone();
        return idle;
    }
}
