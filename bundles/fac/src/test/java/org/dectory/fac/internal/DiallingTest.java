package org.dectory.fac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.api.radio.Radio.Tone.BUSY;
import static org.dectory.api.radio.Radio.Tone.NEGATIVE_ACKNOWLEDGEMENT;
import static org.dectory.api.radio.Radio.Tone.POSITIVE_ACKNOWLEDGEMENT;
import static org.dectory.fac.internal.Exchange.PHONE;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacAction.Result;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.Radio.Tone;
import org.dectory.api.store.Device.SubscriptionState;
import org.dectory.fac.internal.Exchange.ScriptedAction;
import org.dectory.testkit.RadioCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiallingTest {

    private static final Duration LINGER = Duration.ofSeconds(3);

    private final Exchange exchange = new Exchange();
    private final ScriptedAction login = new ScriptedAction();

    @AfterEach
    void close() {
        exchange.close();
    }

    private List<Tone> tones() {
        return exchange.radio.tones(PHONE);
    }

    private boolean isRedialSuppressed() {
        return !exchange.radio
                .commands(PHONE, RadioCommand.SuppressRedial.class)
                .isEmpty();
    }

    private static Stream<Arguments> digits() {
        return Stream.of(
                Arguments.of("*111012", true, POSITIVE_ACKNOWLEDGEMENT),
                Arguments.of("*11", true, POSITIVE_ACKNOWLEDGEMENT),
                Arguments.of("*11" + "7".repeat(32), true, POSITIVE_ACKNOWLEDGEMENT),
                Arguments.of("*11" + "7".repeat(33), true, NEGATIVE_ACKNOWLEDGEMENT),
                Arguments.of("*1" + "1".repeat(198), true, NEGATIVE_ACKNOWLEDGEMENT),
                Arguments.of("*12", true, NEGATIVE_ACKNOWLEDGEMENT), // its bundle is not there
                Arguments.of("*134568", true, NEGATIVE_ACKNOWLEDGEMENT),
                Arguments.of("*1", true, NEGATIVE_ACKNOWLEDGEMENT),
                Arguments.of("*17", true, NEGATIVE_ACKNOWLEDGEMENT),
                Arguments.of("*111012", false, BUSY),
                Arguments.of("*17", false, BUSY),
                Arguments.of("", true, BUSY),
                Arguments.of("", false, BUSY),
                Arguments.of("1012", true, BUSY),
                Arguments.of("2".repeat(200), true, BUSY));
    }

    @ParameterizedTest(name = "{0}, en bloc {1}: {2}")
    @MethodSource("digits")
    @Tag("FAC-01")
    @Tag("FAC-03")
    @Tag("FAC-04")
    @Tag("FAC-05")
    void answersEachWithItsTone(String digits, boolean enBloc, Tone tone) {
        exchange.offer("UserLogin", 0, login);

        exchange.dial(PHONE, digits, enBloc);

        assertThat(tones()).containsExactly(tone);
        assertThat(login.performed).hasSize(tone == POSITIVE_ACKNOWLEDGEMENT ? 1 : 0);
        // What is no code is no secret, and a person may want to dial it again.
        assertThat(isRedialSuppressed()).isEqualTo(digits.startsWith("*1"));
    }

    @Test
    @Tag("FAC-05")
    void keepsTheCodeOffTheRedialListBeforeTheActionBegins() {
        exchange.offer("UserLogin", 0, new FacAction() {
            @Override
            public CompletableFuture<Result> perform(Dialled dialled) {
                assertThat(isRedialSuppressed()).isTrue();
                return CompletableFuture.completedFuture(new Result.Done("performed"));
            }
        });

        exchange.dial("*111012");

        assertThat(exchange.radio.displayed(PHONE)).isEqualTo("performed");
    }

    @Test
    @Tag("FAC-09")
    void acknowledgesBeforeTheActionHasEnded() {
        exchange.offer("UserLogin", 0, login);

        exchange.dial("*111012");

        assertThat(tones()).containsExactly(POSITIVE_ACKNOWLEDGEMENT);
        assertThat(login.performed).singleElement().extracting(Dialled::rest).isEqualTo("1012");
        exchange.pass(Duration.ofSeconds(100));
        assertThat(exchange.radio.isInCall(PHONE)).isTrue();

        login.result.complete(new Result.Done("Welcome"));

        assertThat(exchange.radio.displayed(PHONE)).isEqualTo("Welcome");
        assertThat(tones()).containsExactly(POSITIVE_ACKNOWLEDGEMENT);
    }

    @Test
    @Tag("FAC-09")
    void showsWhyAnActionFailedWhileTheCallIsUp() {
        exchange.offer("UserLogin", 0, login);
        exchange.dial("*111012");

        login.result.complete(new Result.Failed("Wrong PIN"));

        assertThat(tones()).containsExactly(POSITIVE_ACKNOWLEDGEMENT, NEGATIVE_ACKNOWLEDGEMENT);
        assertThat(exchange.radio.displayed(PHONE)).isEqualTo("Wrong PIN");
        exchange.pass(LINGER.minusMillis(1));
        assertThat(exchange.radio.isInCall(PHONE)).isTrue();
        exchange.pass(Duration.ofMillis(1));
        assertThat(exchange.radio.isInCall(PHONE)).isFalse();
        assertThat(exchange.scheduler.pending()).isZero();
    }

    @Test
    @Tag("FAC-09")
    void givesTheNegativeAcknowledgementInsteadWhenTheActionRefusesAtOnce() {
        ScriptedAction fixed = new ScriptedAction(Optional.of("This phone is fixed"));
        exchange.offer("UserLogin", 0, fixed);

        exchange.dial("*111012");

        assertThat(tones()).containsExactly(NEGATIVE_ACKNOWLEDGEMENT);
        assertThat(exchange.radio.displayed(PHONE)).isEqualTo("This phone is fixed");
        assertThat(fixed.performed).isEmpty();
    }

    @Test
    void endsTheCallAtOnceIfItIsNotToLinger() {
        try (Exchange hasty = new Exchange(0)) {
            hasty.dial("1012");

            assertThat(hasty.radio.tones(PHONE)).containsExactly(BUSY);
            assertThat(hasty.radio.isInCall(PHONE)).isFalse();
        }
    }

    @Test
    void givesTheBusyToneToPhonesThatAreNotSubscribed() {
        Ipei unconfirmed = new Ipei(16, 2);
        Ipei unknown = new Ipei(16, 3);
        exchange.subscribe(unconfirmed, SubscriptionState.UNCONFIRMED);
        exchange.offer("UserLogin", 0, login);

        exchange.dial(unconfirmed, "*111012", true);
        exchange.dial(unknown, "*111012", true);

        assertThat(exchange.radio.tones(unconfirmed)).containsExactly(BUSY);
        assertThat(exchange.radio.tones(unknown)).containsExactly(BUSY);
        assertThat(login.performed).isEmpty();
    }

    @Test
    @Tag("FAC-07")
    void answersNegativelyWhenTheActionsBundleHasStopped() {
        Map<String, Object> properties = exchange.offer("UserLogin", 0, login);
        exchange.codes.unbindAction(login, properties);

        exchange.dial("*111012");

        assertThat(tones()).containsExactly(NEGATIVE_ACKNOWLEDGEMENT);
        assertThat(login.performed).isEmpty();
    }

    @Test
    @Tag("FAC-07")
    void takesTheHigherRankingOfTwoAndTheOtherWhenItGoes() {
        ScriptedAction better = new ScriptedAction();
        exchange.offer("UserLogin", 0, login);
        Map<String, Object> properties = exchange.offer("UserLogin", 5, better);

        exchange.dial("*111012");
        assertThat(better.performed).hasSize(1);
        assertThat(login.performed).isEmpty();

        exchange.codes.unbindAction(better, properties);
        exchange.dial("*111012");
        assertThat(better.performed).hasSize(1);
        assertThat(login.performed).hasSize(1);
    }

    @SuppressWarnings("NullAway") // A null is what a broken action returns.
    private static Stream<FacAction> brokenActions() {
        return Stream.of(
                dialled -> {
                    throw new IllegalStateException("planted");
                },
                dialled -> {
                    throw new NoClassDefFoundError("planted");
                },
                dialled -> null,
                dialled -> CompletableFuture.completedFuture(null),
                dialled -> CompletableFuture.failedFuture(new IllegalStateException("planted")),
                new FacAction() {
                    @Override
                    public Optional<String> refuse(Dialled dialled) {
                        throw new IllegalStateException("planted");
                    }

                    @Override
                    public CompletableFuture<Result> perform(Dialled dialled) {
                        return new CompletableFuture<>();
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("brokenActions")
    @Tag("FAC-07")
    void survivesABrokenAction(FacAction broken) {
        exchange.offer("UserLogout", 0, broken);
        exchange.offer("UserLogin", 0, login);

        exchange.dial("*12");

        assertThat(tones()).endsWith(NEGATIVE_ACKNOWLEDGEMENT);
        assertThat(exchange.radio.displayed(PHONE)).isEqualTo(FacCall.SYSTEM_ERROR);
        exchange.pass(LINGER);
        assertThat(exchange.radio.isInCall(PHONE)).isFalse();
        exchange.dial("*111012");
        assertThat(login.performed).hasSize(1);
    }

    @Test
    @Tag("FAC-07")
    void endsTheCallWhenAnActionNeverEnds() {
        exchange.offer("UserLogin", 0, login);
        exchange.dial("*111012");

        exchange.pass(FacCall.PATIENCE);

        assertThat(exchange.radio.displayed(PHONE)).isEqualTo(FacCall.SYSTEM_ERROR);
        exchange.pass(LINGER);
        assertThat(exchange.radio.isInCall(PHONE)).isFalse();

        login.result.complete(new Result.Done("Too late"));
        assertThat(exchange.radio.displayed(PHONE)).isEmpty();
    }
}
