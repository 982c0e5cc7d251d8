package org.dectory.fac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.fac.internal.Exchange.ANNA;
import static org.dectory.fac.internal.Exchange.PHONE;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dectory.api.fac.FacAction.Result;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.FacService.FacEntry;
import org.dectory.api.fac.FacService.Strength;
import org.dectory.fac.internal.Exchange.ScriptedAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is dialled gets a tone and an end, and whatever is registered does no harm. */
class HostileTest {

    private static final List<String> PIECES = List.of(
            "*1",
            "*",
            "#",
            "1",
            "34567",
            "0",
            "a",
            "\u0000",
            "\n",
            "\u001b[2J",
            "\u0661",
            "\uff11",
            "\ud83d\ude00",
            "\ud83d",
            "\u202e",
            "%",
            "_",
            "'",
            "\"",
            "\\",
            "*11",
            "*15",
            "\u00df",
            "\u0130");

    private final Exchange exchange = new Exchange();
    private final FeatureAccessCodes codes = exchange.codes;

    @AfterEach
    void close() {
        exchange.close();
    }

    private static String random(Random random) {
        StringBuilder digits = new StringBuilder(random.nextBoolean() ? "*1" : "");
        int length = random.nextInt(10) == 0 ? 1000 : random.nextInt(40);
        while (digits.length() < length) {
            digits.append(
                    random.nextBoolean()
                            ? PIECES.get(random.nextInt(PIECES.size()))
                            : String.valueOf((char) random.nextInt(Character.MAX_VALUE + 1)));
        }
        digits.setLength(Math.min(1000, digits.length()));
        return digits.toString();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Tag("FAC-04")
    void anyDigitsGetATone(long seed) throws FacRejectedException {
        codes.configureTriggers(Map.of("FIRE", "5"), ANNA);
        codes.switchboard()
                .triggers()
                .bind(
                        "fire",
                        () -> (trigger, dialled) -> CompletableFuture.completedFuture(new Result.Done(dialled.rest())));
        exchange.offer("UserLogin", 0, new ScriptedAction());
        Random random = new Random(seed);

        for (int i = 0; i < 1000; i++) {
            String digits = random(random);
            int heard = exchange.radio.tones(PHONE).size();

            exchange.dial(PHONE, digits, random.nextInt(4) != 0);

            assertThat(exchange.radio.tones(PHONE)).as("dialled %s", digits).hasSize(heard + 1);
            exchange.pass(Duration.ofSeconds(61));
        }
        exchange.pass(FacCall.PATIENCE.plusSeconds(3));
        assertThat(exchange.radio.isInCall(PHONE)).isFalse();
        assertThat(exchange.scheduler.pending()).isZero();
    }

    private static Map<String, Object> properties(Object action, Object title, Object rest, Object critical) {
        Map<String, Object> properties = new HashMap<>(Map.of("service.id", 1L));
        properties.put("fac.action", action);
        properties.put("fac.title", title);
        properties.put("fac.rest", rest);
        properties.put("fac.critical", critical);
        return properties;
    }

    private static Stream<Object> names() {
        return Stream.of(
                "", " ", "Order Coffee", "Caf\u00e9", "A\nB", "A=1", "A".repeat(65), 7, List.of("A"), 'A', true);
    }

    @ParameterizedTest
    @MethodSource("names")
    @Tag("FAC-07")
    void leavesOutActionsWhoseNameCannotBeConfigured(Object name) {
        int before = codes.entries().size();

        codes.bindAction(new ScriptedAction(), properties(name, "Title", "", false));

        assertThat(codes.entries()).hasSize(before);
    }

    private static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("Order coffee", "room", true, "Order coffee", "room", true),
                Arguments.of("  Order\ncoffee\u0000 ", "\u202eroom\u2028", "true", "Ordercoffee", "room", false),
                Arguments.of("", 5, 1, "Coffee", "", false),
                Arguments.of(new String[] {"Order"}, 'x', new boolean[] {true}, "Coffee", "", false),
                Arguments.of(
                        "\ud83d\ude00".repeat(500),
                        "y".repeat(101),
                        false,
                        "\ud83d\ude00".repeat(100),
                        "y".repeat(100),
                        false),
                Arguments.of("half \ud83d", "", false, "half", "", false));
    }

    @ParameterizedTest
    @MethodSource("texts")
    @Tag("FAC-07")
    void showsTextsOfOthersInOneShortLine(
            Object title, Object rest, Object critical, String shownTitle, String shownRest, boolean shownCritical) {
        codes.bindAction(new ScriptedAction(), properties("Coffee", title, rest, critical));

        assertThat(codes.entries())
                .contains(new FacEntry("Coffee", shownTitle, "", shownRest, shownCritical, true, Strength.NONE));
    }

    @Test
    @Tag("FAC-07")
    void dropsAnActionWhoseNameBecameUnusable() {
        ScriptedAction action = new ScriptedAction();
        codes.bindAction(action, properties("Coffee", "", "", false));

        codes.bindAction(action, properties("Caf\u00e9", "", "", false));

        assertThat(codes.entries()).extracting(FacEntry::action).doesNotContain("Coffee", "Caf\u00e9");
    }

    @Test
    @Tag("FAC-07")
    void doesWithoutServiceProperties() {
        codes.bindAction(new ScriptedAction(), Map.of());
        codes.unbindAction(new ScriptedAction(), Map.of());

        assertThat(codes.entries()).extracting(FacEntry::present).containsOnly(false);
    }

    @Test
    void takesManyActionsThatNobodyConfigured() throws FacRejectedException {
        IntStream.range(0, 300).forEach(i -> exchange.offer("Extra" + i, 0, new ScriptedAction()));

        codes.configure("*1", Map.of("Extra7", "77"), ANNA);
        exchange.dial("*177");

        assertThat(codes.entries()).hasSize(304);
    }
}
