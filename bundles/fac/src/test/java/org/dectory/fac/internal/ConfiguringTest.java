package org.dectory.fac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.dectory.fac.internal.Exchange.ANNA;
import static org.dectory.fac.internal.Exchange.CODES;
import static org.dectory.fac.internal.Exchange.PHONE;
import static org.dectory.fac.internal.Exchange.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dectory.api.fac.FacAction.Result;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.FacService.FacEntry;
import org.dectory.api.fac.FacService.Strength;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.radio.Radio.Tone;
import org.dectory.api.store.User;
import org.dectory.fac.internal.Exchange.ScriptedAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguringTest {

    private final Exchange exchange = new Exchange();
    private final FeatureAccessCodes codes = exchange.codes;
    private final ScriptedAction login = new ScriptedAction();

    @AfterEach
    void close() {
        exchange.close();
    }

    private Map<String, String> codesByAction() {
        return codes.entries().stream().collect(Collectors.toMap(FacEntry::action, FacEntry::code));
    }

    @Test
    @Tag("FAC-01")
    @Tag("FAC-07")
    void listsWhatIsConfiguredAndWhatIsThere() {
        exchange.offer("UserLogin", 0, login);
        exchange.offer("Weather", 3, login);

        assertThat(codes.number()).isEqualTo("*1");
        assertThat(codes.entries())
                .containsExactly(
                        new FacEntry(
                                "ActivateSubscription",
                                "ActivateSubscription",
                                "34567",
                                "",
                                false,
                                false,
                                Strength.NONE),
                        new FacEntry("ActivateWildcard", "ActivateWildcard", "", "", false, false, Strength.NONE),
                        new FacEntry("UserLogin", "UserLogin 0", "1", "number", true, true, Strength.WEAK),
                        new FacEntry("UserLogout", "UserLogout", "2", "", false, false, Strength.NONE),
                        new FacEntry("Weather", "Weather 3", "", "number", true, true, Strength.NONE));
    }

    @Test
    @Tag("FAC-02")
    void appliesAtOnceAndIsWritten() throws FacRejectedException {
        exchange.offer("UserLogin", 0, login);

        codes.configure("#9", Map.of("UserLogin", "55"), ANNA);
        exchange.dial("#9551012");

        assertThat(login.performed).hasSize(1);
        assertThat(exchange.written)
                .containsExactly(settings(
                        "#9",
                        new String[] {"UserLogin=55", "UserLogout=2", "ActivateSubscription=34567", "ActivateWildcard="
                        },
                        3));
    }

    @Test
    void tellsTheFeedWhoChangedTheCodesButNotToWhat() throws FacRejectedException {
        long head = exchange.store.head();

        codes.configure("#9", Map.of("UserLogin", "55"), ANNA);

        await().until(() -> exchange.store.head() > head);
        assertThat(exchange.store.after(head, 10)).singleElement().satisfies(change -> {
            assertThat(change.actor()).isEqualTo(ANNA);
            assertThat(change.detail()).isEqualTo("fac.changed");
        });
    }

    @Test
    @Tag("FAC-02")
    void refusesTheNumberOfAUser() {
        exchange.addUser("100");

        assertThatExceptionOfType(FacRejectedException.class)
                .isThrownBy(() -> codes.configure("100", Map.of("UserLogin", "5"), ANNA))
                .satisfies(e -> assertThat(e.field()).isEqualTo("number"));
        codes.configured(() -> settings("100", CODES, 3));

        assertThat(codes.number()).isEqualTo("*1");
        assertThat(codesByAction()).containsEntry("UserLogin", "1");
        // What is refused is not what counts after the next start.
        assertThat(exchange.written).containsExactly(settings("*1", CODES, 3));
    }

    @Test
    @Tag("FAC-02")
    void refusesANumberThatAUserGetsAtTheSameMoment() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        // A transaction that has seen the former number and is not committed yet.
        CompletionStage<User> adding = exchange.store.write(ANNA, tx -> {
            assertThat(codes.number()).isEqualTo("*1");
            begun.countDown();
            awaitLatch(goOn);
            return tx.addUser(new UserNumber("100"), Optional.empty(), "Bert", false);
        });
        begun.await();
        CompletableFuture<Void> changing = CompletableFuture.runAsync(() -> {
            try {
                codes.configure("100", Map.of(), ANNA);
            } catch (FacRejectedException e) {
                throw new CompletionException(e);
            }
        });
        await().until(() -> codes.number().equals("100"));
        goOn.countDown();

        assertThatThrownBy(changing::join).hasCauseInstanceOf(FacRejectedException.class);
        Exchange.get(adding);
        assertThat(codes.number()).isEqualTo("*1");
        assertThat(exchange.written).isEmpty();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Tag("FAC-01")
    void forgetsAnActionThatNobodyOffersWithItsCode() throws FacRejectedException {
        codes.configure("*1", Map.of("Mistyped", "77"), ANNA);
        codes.configure("*1", Map.of("Mistyped", ""), ANNA);

        assertThat(codesByAction()).doesNotContainKey("Mistyped");
    }

    @Test
    @Tag("FAC-02")
    void changesNothingWhenACodeIsRefused() {
        assertThatExceptionOfType(FacRejectedException.class)
                .isThrownBy(() -> codes.configure("#9", Map.of("UserLogin", "3"), ANNA));

        assertThat(codes.number()).isEqualTo("*1");
        assertThat(exchange.written).isEmpty();
    }

    @Test
    void changesNothingWhenItCannotBeWritten() {
        FacConfiguration full = settings -> {
            throw new UncheckedIOException(new IOException("The disk is full"));
        };
        FeatureAccessCodes other = new FeatureAccessCodes(
                full,
                exchange.store,
                exchange.radio,
                exchange.scheduler,
                exchange.clock,
                () -> settings("*1", CODES, 3));

        assertThatThrownBy(() -> other.configure("#9", Map.of(), ANNA)).isInstanceOf(UncheckedIOException.class);

        assertThat(other.number()).isEqualTo("*1");
    }

    @Test
    void staysWithTheLatestOwnChangeWhenTheNoticeOfAFormerOneComesLate() throws FacRejectedException {
        codes.configure("#1", Map.of(), ANNA);
        codes.configure("#2", Map.of(), ANNA);

        codes.configured(() -> exchange.written.get(0));
        assertThat(codes.number()).isEqualTo("#2");
        codes.configured(() -> exchange.written.get(1));
        assertThat(codes.number()).isEqualTo("#2");

        codes.configured(() -> exchange.written.get(0));
        assertThat(codes.number()).isEqualTo("#1");
    }

    private static Stream<Arguments> wrongConfigurations() {
        return Stream.of(
                Arguments.of("*1", new String[] {"UserLogin=1", "UserLogout=12"}, 3, "is the beginning of"),
                Arguments.of("*1", new String[] {"UserLogin=1", "UserLogout=1"}, 3, "are the same"),
                Arguments.of("*1", new String[] {"UserLogin=1", "UserLogout"}, 3, "of the form Name=code"),
                Arguments.of("*1", new String[] {"UserLogin=1", "UserLogin=2"}, 3, "two lines for one name"),
                Arguments.of("*1", new String[] {"UserLogin=one"}, 3, "1 to 16 of 0-9, * and #"),
                Arguments.of("one", new String[] {"UserLogin=7"}, 3, "1 to 16 of 0-9, * and #"),
                Arguments.of("100", new String[] {"UserLogin=7"}, 3, "is the number of a user"),
                Arguments.of("*1", new String[] {"UserLogin=7"}, 61, "0 to 60 seconds"));
    }

    @ParameterizedTest(name = "number {0}, codes {1}, call kept up for {2} s: {3}")
    @MethodSource("wrongConfigurations")
    @Tag("FAC-02")
    void keepsTheCodesAndSaysWhyWhenTheConfigurationIsWrong(String number, String[] lines, int linger, String reason) {
        exchange.addUser("100");
        exchange.offer("UserLogin", 0, login);

        codes.configured(() -> Exchange.read(number, lines, linger));

        assertThat(codes.warnings()).first().asString().contains(reason, "The former settings stay.");
        assertThat(codes.number()).isEqualTo("*1");
        assertThat(codesByAction()).containsEntry("UserLogin", "1").containsEntry("UserLogout", "2");
        exchange.dial("*111012");
        assertThat(login.performed).hasSize(1);
        // What counts after the next start, and what the administrator sees, is what counts now.
        assertThat(exchange.written).containsExactly(settings("*1", CODES, 3));
        codes.configured(() -> settings("*1", CODES, 3));
        assertThat(codes.warnings()).first().asString().contains(reason);
    }

    @Test
    @Tag("FAC-02")
    void keepsTheCodesWhenAValueIsOfTheWrongKind() {
        codes.configured(() -> {
            throw new IllegalStateException("planted: no number");
        });

        assertThat(codes.number()).isEqualTo("*1");
        assertThat(codes.warnings()).first().asString().contains("of the wrong kind");
    }

    @Test
    void forgetsARefusalWhenSomethingBetterHasCome() throws FacRejectedException {
        codes.configured(() -> Exchange.read("one", CODES, 3));
        codes.configure("*1", Map.of(), ANNA);
        assertThat(codes.warnings()).isEmpty();

        codes.configured(() -> Exchange.read("one", CODES, 3));
        codes.configured(() -> Exchange.read("#3", CODES, 3));
        assertThat(codes.warnings()).isEmpty();
        assertThat(codes.number()).isEqualTo("#3");
    }

    @Test
    @Tag("FAC-02")
    void switchesAllOffAndSaysWhyWhenItStartsWithAWrongConfiguration() {
        try (Exchange wrong = new Exchange(() -> Exchange.read("*1", new String[] {"A=1", "B=11"}, 3))) {
            wrong.dial("*1101");

            assertThat(wrong.radio.tones(PHONE)).containsExactly(Tone.BUSY);
            assertThat(wrong.codes.number()).isEmpty();
            assertThat(wrong.codes.warnings()).singleElement().asString().contains("All codes are switched off");
        }
    }

    @Test
    @Tag("FAC-02")
    void startsWithTheNumberOfAUserAndWarns() {
        exchange.addUser("100");
        FeatureAccessCodes restarted = new FeatureAccessCodes(
                exchange.written::add,
                exchange.store,
                exchange.radio,
                exchange.scheduler,
                exchange.clock,
                () -> settings("100", CODES, 3));

        assertThat(restarted.number()).isEqualTo("100");
        assertThat(restarted.warnings()).singleElement().asString().contains("is the number of a user");
        restarted.configured(() -> settings("100", CODES, 9));
        assertThat(exchange.written).isEmpty();
    }

    @Test
    @Tag("FAC-02")
    void changesTheCodesWhileACallIsInProgress() throws FacRejectedException {
        exchange.offer("UserLogin", 0, login);
        exchange.dial("*111012");

        codes.configure("#9", Map.of("UserLogin", ""), ANNA);
        login.result.complete(new Result.Failed("Wrong PIN"));

        assertThat(exchange.radio.displayed(PHONE)).isEqualTo("Wrong PIN");
        assertThat(exchange.radio.tones(PHONE))
                .containsExactly(Tone.POSITIVE_ACKNOWLEDGEMENT, Tone.NEGATIVE_ACKNOWLEDGEMENT);
        exchange.dial("*111012");
        assertThat(exchange.radio.tones(PHONE)).endsWith(Tone.BUSY);
        exchange.dial("#911012");
        assertThat(exchange.radio.tones(PHONE)).endsWith(Tone.NEGATIVE_ACKNOWLEDGEMENT);
        assertThat(login.performed).hasSize(1);
    }

    @ParameterizedTest(name = "only {0} is switched on")
    @ValueSource(strings = {"UserLogin", "UserLogout", "ActivateSubscription"})
    @Tag("FAC-01")
    void switchesEachActionOnAlone(String only) throws FacRejectedException {
        Map<String, String> dialled =
                Map.of("UserLogin", "*11", "UserLogout", "*12", "ActivateSubscription", "*134567");
        Map<String, ScriptedAction> actions = new TreeMap<>();
        Map<String, String> off = new TreeMap<>();
        dialled.keySet().forEach(name -> {
            actions.put(name, new ScriptedAction());
            exchange.offer(name, 0, actions.get(name));
            off.put(name, "");
        });
        off.remove(only);

        codes.configure("*1", off, ANNA);
        dialled.values().forEach(exchange::dial);

        actions.forEach((name, action) -> assertThat(action.performed).as(name).hasSize(name.equals(only) ? 1 : 0));
    }

    @Test
    @Tag("FAC-02")
    void takesOverWhatIsConfiguredElsewhere() {
        codes.configured(() -> settings("#7", new String[] {"UserLogin=8"}, 0));

        assertThat(codes.number()).isEqualTo("#7");
        assertThat(codesByAction()).isEqualTo(Map.of("UserLogin", "8"));
        exchange.dial("*111012");
        assertThat(exchange.radio.tones(PHONE)).containsExactly(Tone.BUSY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UserLogin", "=1", "User Login=1", "UserLogin=1=2", "UserLogin=a"})
    void refusesLinesThatAreNoCodes(String line) {
        assertThatExceptionOfType(FacRejectedException.class)
                .isThrownBy(() -> Exchange.read("*1", new String[] {line}, 3));
    }

    @Test
    void refusesTwoCodesForOneActionAndACallWithoutEnd() {
        assertThatExceptionOfType(FacRejectedException.class)
                .isThrownBy(() -> Exchange.read("*1", new String[] {"UserLogin=1", "UserLogin=2"}, 3));
        assertThatExceptionOfType(FacRejectedException.class).isThrownBy(() -> Exchange.read("*1", CODES, 61));
        assertThatExceptionOfType(FacRejectedException.class).isThrownBy(() -> Exchange.read("*1", CODES, -1));
    }

    @Test
    @Tag("FAC-07")
    void leavesOutAnActionWithoutAName() {
        codes.bindAction(login, Map.of("service.id", 1L));

        assertThat(codes.entries()).extracting(FacEntry::present).containsOnly(false);
    }

    @Test
    void keepsTheCodesToItself() {
        assertThat(settings("*1", CODES, 3)).asString().doesNotContain("34567");
        assertThat(List.of(FacSettings.lines(Map.of("UserLogin", "1")))).containsExactly("UserLogin=1");
    }
}
