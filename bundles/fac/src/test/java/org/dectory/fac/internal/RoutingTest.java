package org.dectory.fac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.dectory.api.radio.Radio.Tone.BUSY;
import static org.dectory.api.radio.Radio.Tone.NEGATIVE_ACKNOWLEDGEMENT;
import static org.dectory.api.radio.Radio.Tone.POSITIVE_ACKNOWLEDGEMENT;
import static org.dectory.fac.internal.Exchange.ANNA;
import static org.dectory.fac.internal.Exchange.PHONE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dectory.api.fac.Dialled;
import org.dectory.api.fac.FacAction.Result;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.TriggerHandler;
import org.dectory.api.identity.Ipei;
import org.dectory.api.radio.CallHandler.CallSetup;
import org.dectory.api.radio.CallRouter;
import org.dectory.fac.internal.Exchange.ScriptedAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where calls go that are no action: to a call server, to whoever raises alarms, or nowhere. */
class RoutingTest {

    private final Exchange exchange = new Exchange();
    private final Router router = new Router();
    private final List<String> raised = new ArrayList<>();

    /** Takes what begins with 10. */
    private static final class Router implements CallRouter {

        final List<String> routed = new ArrayList<>();

        @Override
        public boolean route(CallSetup setup) {
            routed.add(setup.digits());
            return setup.digits().startsWith("10");
        }

        @Override
        public boolean place(Ipei phone, String number) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void configure() throws FacRejectedException {
        exchange.codes.configureTriggers(Map.of("FIRE", "5", "WATER", ""), ANNA);
        exchange.offer("UserLogin", 0, new ScriptedAction());
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private CompletableFuture<Result> raise(String trigger, Dialled dialled) {
        raised.add(trigger + " " + dialled.rest());
        return CompletableFuture.completedFuture(new Result.Done("Fire in " + dialled.rest()));
    }

    private void bindRouter() {
        exchange.codes.switchboard().router().bind("router", () -> router);
    }

    private void bindTriggers(TriggerHandler handler) {
        exchange.codes.switchboard().triggers().bind("alarms", () -> handler);
    }

    @ParameterizedTest(name = "{0}, en bloc {1}: routed {2}")
    @CsvSource({
        "1012,    true,  true",
        "1012,    false, true",
        "10*12#,  true,  true",
        "112,     true,  true",
        "'',      true,  true",
        "*111012, true,  false",
        "*111012, false, false",
        "*17,     true,  false",
        "*17,     false, false",
        "*1,      false, false",
        "*15,     true,  false",
    })
    @Tag("FAC-03")
    @Tag("FAC-04")
    @Tag("FAC-05")
    void routesWhatIsNoFacAndLetsNoCodeOut(String digits, boolean enBloc, boolean routed) {
        bindRouter();

        exchange.dial(PHONE, digits, enBloc);

        assertThat(router.routed).hasSize(routed ? 1 : 0);
        boolean taken = digits.startsWith("10");
        assertThat(exchange.radio.isInCall(PHONE)).isTrue();
        assertThat(exchange.radio.tones(PHONE)).hasSize(taken ? 0 : 1);
        if (routed && !taken) {
            assertThat(exchange.radio.tones(PHONE)).containsExactly(BUSY);
        }
    }

    @Test
    @Tag("FAC-04")
    void givesTheBusyToneWhenTheRouterIsBrokenOrHasGone() {
        CallRouter broken = new CallRouter() {
            @Override
            public boolean route(CallSetup setup) {
                throw new IllegalStateException("planted");
            }

            @Override
            public boolean place(Ipei phone, String number) {
                return false;
            }
        };
        exchange.codes.switchboard().router().bind("router", () -> broken);
        exchange.dial("1012");
        exchange.codes.switchboard().router().unbind("router");
        exchange.dial("1012");

        assertThat(exchange.radio.tones(PHONE)).containsExactly(BUSY, BUSY);
    }

    @Test
    void routesNoCallOfAPhoneThatIsNotSubscribed() {
        bindRouter();

        exchange.dial(new Ipei(16, 2), "1012", true);

        assertThat(router.routed).isEmpty();
        assertThat(exchange.radio.tones(new Ipei(16, 2))).containsExactly(BUSY);
    }

    @ParameterizedTest(name = "{0}, en bloc {1}: {2}")
    @CsvSource({
        "*15,                               true,  'FIRE '",
        "*15007,                            true,  'FIRE 007'",
        "*1512345678901234567890123456789012, true,  'FIRE 12345678901234567890123456789012'",
        "*15123456789012345678901234567890123, true,  ''",
        "*15007,                            false, ''",
        "*1,                                true,  ''",
        "*14,                               true,  ''",
    })
    @Tag("FAC-02")
    @Tag("FAC-03")
    void raisesTheTriggerThatWasDialled(String digits, boolean enBloc, String alarm) {
        bindTriggers(this::raise);

        exchange.dial(PHONE, digits, enBloc);

        assertThat(raised).containsExactlyElementsOf(alarm.isEmpty() ? List.of() : List.of(alarm));
        assertThat(exchange.radio.tones(PHONE))
                .containsExactly(
                        !alarm.isEmpty() ? POSITIVE_ACKNOWLEDGEMENT : enBloc ? NEGATIVE_ACKNOWLEDGEMENT : BUSY);
    }

    @Test
    @Tag("FAC-02")
    void showsWhatBecameOfATrigger() {
        bindTriggers(this::raise);

        exchange.dial("*15007");

        assertThat(exchange.radio.displayed(PHONE)).isEqualTo("Fire in 007");
    }

    @Test
    @Tag("FAC-02")
    @Tag("FAC-07")
    void answersNegativelyWhileNobodyRaisesAlarms() {
        exchange.dial("*15");
        bindTriggers(this::raise);
        exchange.codes.switchboard().triggers().unbind("alarms");
        exchange.dial("*15");

        assertThat(exchange.radio.tones(PHONE)).containsExactly(NEGATIVE_ACKNOWLEDGEMENT, NEGATIVE_ACKNOWLEDGEMENT);
        assertThat(raised).isEmpty();
    }

    @SuppressWarnings("NullAway") // A null is what a broken handler returns.
    private static Stream<TriggerHandler> brokenHandlers() {
        return Stream.of(
                (trigger, dialled) -> {
                    throw new IllegalStateException("planted");
                },
                (trigger, dialled) -> {
                    throw new NoClassDefFoundError("planted");
                },
                (trigger, dialled) -> null,
                (trigger, dialled) -> CompletableFuture.failedFuture(new IllegalStateException("planted")),
                (trigger, dialled) -> CompletableFuture.completedFuture(new Result.Failed(null)),
                (trigger, dialled) -> CompletableFuture.completedFuture(new Result.Done(null)));
    }

    @ParameterizedTest
    @MethodSource("brokenHandlers")
    @Tag("FAC-02")
    void survivesABrokenHandlerOfAlarms(TriggerHandler broken) {
        bindTriggers(broken);

        exchange.dial("*15");

        assertThat(exchange.radio.tones(PHONE)).endsWith(NEGATIVE_ACKNOWLEDGEMENT);
        assertThat(exchange.radio.displayed(PHONE)).isEqualTo(FacCall.SYSTEM_ERROR);
    }

    @Test
    @Tag("FAC-02")
    void replacesTheTriggersAtOnceOrNotAtAll() throws FacRejectedException {
        bindTriggers(this::raise);

        exchange.codes.configureTriggers(Map.of("Storm", "06"), ANNA);
        exchange.dial("*106");
        exchange.dial("*15");
        assertThatExceptionOfType(FacRejectedException.class)
                .isThrownBy(() -> exchange.codes.configureTriggers(Map.of("Flood", "07", "Storm", "1"), ANNA));

        assertThat(raised).containsExactly("Storm ");
        assertThat(exchange.codes.triggers()).isEqualTo(Map.of("Storm", "06"));
        assertThat(exchange.written).hasSize(2);
    }
}
