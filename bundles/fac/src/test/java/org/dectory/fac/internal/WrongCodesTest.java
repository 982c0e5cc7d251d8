package org.dectory.fac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.api.radio.Radio.Tone.NEGATIVE_ACKNOWLEDGEMENT;
import static org.dectory.api.radio.Radio.Tone.POSITIVE_ACKNOWLEDGEMENT;
import static org.dectory.fac.internal.Exchange.PHONE;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dectory.api.fac.FacAction;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.Radio.Tone;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.fac.internal.Exchange.ScriptedAction;
import org.dectory.fac.internal.FacSettings.Patience;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Five wrong codes within a minute, and a phone's codes are refused for a minute: the factory's settings. */
@Tag("FAC-08")
class WrongCodesTest {

    private static final String RIGHT = "*111012";
    private static final String WRONG = "*1777";
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final Exchange exchange = new Exchange();
    private final ScriptedAction login = new ScriptedAction();

    @BeforeEach
    void offer() {
        exchange.offer("UserLogin", 0, login);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private void dialWrong(int times) {
        for (int i = 0; i < times; i++) {
            exchange.dial(WRONG);
        }
    }

    private Tone toneFor(String digits) {
        exchange.dial(digits);
        List<Tone> tones = exchange.radio.tones(PHONE);
        return tones.get(tones.size() - 1);
    }

    @Test
    void fourWrongCodesAreForgiven() {
        dialWrong(4);

        assertThat(toneFor(RIGHT)).isEqualTo(POSITIVE_ACKNOWLEDGEMENT);
    }

    @Test
    void afterTheFifthEvenTheRightCodeIsRefusedUntilThePauseIsOver() {
        dialWrong(5);

        assertThat(toneFor(RIGHT)).isEqualTo(NEGATIVE_ACKNOWLEDGEMENT);
        assertThat(exchange.radio.displayed(PHONE)).isEqualTo("Please wait");
        assertThat(login.performed).isEmpty();
        exchange.pass(PAUSE.minus(MOMENT));
        assertThat(toneFor(RIGHT)).isEqualTo(NEGATIVE_ACKNOWLEDGEMENT);
        exchange.pass(MOMENT);
        assertThat(toneFor(RIGHT)).isEqualTo(POSITIVE_ACKNOWLEDGEMENT);
        assertThat(login.performed).hasSize(1);
    }

    @Test
    void whatIsDialledDuringThePauseDoesNotMakeItLonger() {
        dialWrong(5);
        exchange.pass(PAUSE.minus(MOMENT));
        dialWrong(20);

        exchange.pass(MOMENT);

        assertThat(toneFor(RIGHT)).isEqualTo(POSITIVE_ACKNOWLEDGEMENT);
        dialWrong(4);
        assertThat(toneFor(RIGHT)).isEqualTo(POSITIVE_ACKNOWLEDGEMENT);
        dialWrong(1);
        assertThat(toneFor(RIGHT)).isEqualTo(NEGATIVE_ACKNOWLEDGEMENT);
    }

    @Test
    void wrongCodesOfMoreThanAMinuteAgoDoNotCount() {
        dialWrong(1);
        exchange.pass(PAUSE);
        dialWrong(4);
        assertThat(toneFor(RIGHT)).isEqualTo(POSITIVE_ACKNOWLEDGEMENT);

        exchange.pass(PAUSE.minus(MOMENT));
        dialWrong(1);

        assertThat(toneFor(RIGHT)).isEqualTo(NEGATIVE_ACKNOWLEDGEMENT);
    }

    @Test
    void aRightCodeInBetweenDoesNotWipeTheSlate() {
        dialWrong(4);
        exchange.dial(RIGHT);
        dialWrong(1);

        assertThat(toneFor(RIGHT)).isEqualTo(NEGATIVE_ACKNOWLEDGEMENT);
    }

    @Test
    void otherPhonesAreNotTouched() {
        Ipei other = new Ipei(16, 2);
        exchange.subscribe(other, SubscriptionState.SUBSCRIBED);

        dialWrong(50);
        exchange.dial(other, RIGHT, true);

        assertThat(exchange.radio.tones(other)).containsExactly(POSITIVE_ACKNOWLEDGEMENT);
    }

    @Test
    void onlyWrongCodesCount() {
        for (int i = 0; i < 10; i++) {
            exchange.dial("1012"); // no code
            exchange.dial(PHONE, WRONG, false); // digit by digit
            exchange.dial("*12"); // a right one, whose bundle is not there
        }

        assertThat(toneFor(RIGHT)).isEqualTo(POSITIVE_ACKNOWLEDGEMENT);
    }

    @Test
    @Tag("FAC-02")
    void anAlarmIsNeverHeldUp() throws Exception {
        exchange.codes.configureTriggers(Map.of("FIRE", "5"), Exchange.ANNA);
        exchange.codes
                .switchboard()
                .triggers()
                .bind(
                        "fire",
                        () -> (trigger, dialled) -> CompletableFuture.completedFuture(new FacAction.Result.Done("")));
        dialWrong(5);

        assertThat(toneFor("*15")).isEqualTo(POSITIVE_ACKNOWLEDGEMENT);
    }

    @Test
    void noLimitIfNoneIsSet() {
        exchange.codes.configured(() ->
                new FacSettings(Exchange.read("*1", Exchange.CODES, 3).plan(), Duration.ZERO, Patience.of(0, 60)));

        dialWrong(100);

        assertThat(toneFor(RIGHT)).isEqualTo(POSITIVE_ACKNOWLEDGEMENT);
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepAPhoneOut() {
        dialWrong(5);

        exchange.clock.set(exchange.clock.instant().minus(Duration.ofDays(365)));

        assertThat(toneFor(RIGHT)).isEqualTo(POSITIVE_ACKNOWLEDGEMENT);
    }

    @Test
    void remembersABoundedNumberOfPhonesThoseThatWereWrongLast() {
        WrongCodes wrong = new WrongCodes(new ManualClock());
        Patience patience = Patience.DEFAULT;
        for (int i = 0; i < 4; i++) {
            wrong.count(PHONE, patience);
        }

        for (int i = 2; i < WrongCodes.MOST_PHONES + 2; i++) {
            wrong.count(new Ipei(16, i), patience);
        }

        assertThat(wrong.size()).isEqualTo(WrongCodes.MOST_PHONES);
        wrong.count(PHONE, patience);
        assertThat(wrong.isPaused(PHONE, patience)).isFalse();
    }

    @Test
    void forgetsAPhoneWhosePauseIsOver() {
        ManualClock clock = new ManualClock();
        WrongCodes wrong = new WrongCodes(clock);
        for (int i = 0; i < 5; i++) {
            wrong.count(PHONE, Patience.DEFAULT);
        }
        assertThat(wrong.isPaused(PHONE, Patience.DEFAULT)).isTrue();

        clock.set(clock.instant().plus(PAUSE));

        assertThat(wrong.isPaused(PHONE, Patience.DEFAULT)).isFalse();
        assertThat(wrong.size()).isZero();
    }
}
