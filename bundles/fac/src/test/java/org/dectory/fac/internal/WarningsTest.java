package org.dectory.fac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.fac.internal.Exchange.ANNA;

import java.util.List;
import java.util.Map;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.FacService.FacEntry;
import org.dectory.api.fac.FacService.Strength;
import org.dectory.fac.internal.Exchange.ScriptedAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarningsTest {

    private final Exchange exchange = new Exchange();
    private final FeatureAccessCodes codes = exchange.codes;

    @AfterEach
    void close() {
        exchange.close();
    }

    @ParameterizedTest(name = "a code of {0}, critical {1}: {2}")
    @CsvSource({
        "'',               true,  NONE",
        "1,                true,  WEAK",
        "123,              true,  WEAK",
        "1234,             true,  FAIR",
        "12345,            true,  FAIR",
        "123456,           true,  STRONG",
        "1234567890123456, true,  STRONG",
        "1,                false, NONE",
    })
    @Tag("FAC-08")
    void ratesTheCodesOfCriticalActionsByTheirLength(String code, boolean critical, Strength strength) {
        assertThat(Strength.of(critical, code)).isEqualTo(strength);
    }

    @Test
    @Tag("FAC-08")
    void warnsOfShortCodesOfCriticalActionsThatAreSwitchedOn() throws FacRejectedException {
        codes.bindAction(
                new ScriptedAction(),
                Map.of(
                        "service.id",
                        1L,
                        "fac.action",
                        "OpenTheDoor",
                        "fac.title",
                        "Open the door",
                        "fac.critical",
                        true));
        assertThat(codes.warnings()).isEmpty();

        codes.configure("*1", Map.of("OpenTheDoor", "9"), ANNA);
        assertThat(codes.entries())
                .filteredOn(FacEntry::critical)
                .extracting(FacEntry::strength)
                .containsExactly(Strength.WEAK);
        assertThat(codes.warnings())
                .containsExactly("The code of 'Open the door' is short: somebody could find it by trying.");

        codes.configure("*1", Map.of("OpenTheDoor", "98765"), ANNA);
        assertThat(codes.warnings()).isEmpty();
    }

    @Test
    @Tag("FAC-02")
    void warnsOfUsersWhoseNumberBeginsWithTheFacNumber() throws FacRejectedException {
        List.of("*1", "*12", "*1anna", "1*1", "12", "*2").forEach(exchange::addUser);

        assertThat(codes.warnings())
                .containsExactly(
                        "The FAC number *1 is the number of a user, who cannot be called.",
                        "Number *12 begins with the FAC number: nobody can call it.",
                        "Number *1anna begins with the FAC number: nobody can call it.");
        codes.configure("", Map.of(), ANNA);
        assertThat(codes.warnings()).isEmpty();
    }

    @Test
    @Tag("FAC-02")
    void namesTheFirstTenNumbersAndCountsTheOthers() {
        for (int i = 100; i < 1400; i++) {
            exchange.addUser("*1" + i);
        }

        assertThat(codes.warnings())
                .hasSize(11)
                .contains("Number *1100 begins with the FAC number: nobody can call it.")
                .endsWith("1290 more numbers begin with the FAC number.");
    }
}
