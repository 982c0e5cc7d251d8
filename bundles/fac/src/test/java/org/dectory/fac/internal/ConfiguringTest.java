package org.dectory.fac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.dectory.fac.internal.Exchange.ANNA;
import static org.dectory.fac.internal.Exchange.CODES;
import static org.dectory.fac.internal.Exchange.PHONE;
import static org.dectory.fac.internal.Exchange.get;
import static org.dectory.fac.internal.Exchange.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.FacService.FacEntry;
import org.dectory.api.fac.FacService.Strength;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.radio.Radio.Tone;
import org.dectory.fac.internal.Exchange.ScriptedAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        get(exchange.store.write(
                ANNA, transaction -> transaction.addUser(new UserNumber("100"), Optional.empty(), "Anna", false)));

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
