package org.dectory.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("DAT-09")
class IpeiTest {

    /** The table says "reserved" of identities with EMC 0: rightly printed, but not to be used; we refuse them. */
    @ParameterizedTest(name = "{0} is {1}: {7}")
    @CsvFileSource(resources = "ipei.csv", numLinesToSkip = 1, encoding = "UTF-8")
    void takesTheValidAndRefusesAllElse(
            @Nullable String input,
            String expect,
            @Nullable String canonical,
            @Nullable String emcHex,
            @Nullable String psnHex,
            @Nullable String ipuiHex,
            @Nullable String tpuiHex,
            String reason) {
        String typed = input == null ? "" : input;

        if (expect.equals("valid")) {
            Ipei ipei = Ipei.parse(typed);
            assertThat(ipei).as(reason).hasToString(canonical);
            assertThat(String.format("%04x", ipei.emc())).isEqualTo(emcHex);
            assertThat(String.format("%05x", ipei.psn())).isEqualTo(psnHex);
            assertThat(ipei.compact()).hasSize(13).isEqualTo(ipei.toString().replace(" ", ""));
            assertThat(Ipei.parse(ipei.compact())).isEqualTo(ipei);
        } else {
            assertThatIllegalArgumentException().as(reason).isThrownBy(() -> Ipei.parse(typed));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "03586 0017017 0 | ipei: '03586 0017017 0' (expected: another check character, or a digit is wrong)",
                "03586 0017017 | ipei: '03586 0017017' (expected: EEEEE PPPPPPP C)",
                "00000 0000001 1 | emc: 0 (expected: 1 to 65535)",
                "65536 0000001 8 | emc: 65536 (expected: 1 to 65535)",
                "03586 1048576 7 | psn: 1048576 (expected: 0 to 1048575)",
            })
    void saysWhatIsWrong(String typed, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Ipei.parse(typed)).withMessage(message);
    }

    @Test
    void refusesNegativeParts() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ipei(-1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ipei(1, -1))
                .withMessage("psn: -1 (expected: 0 to 1048575)");
    }

    @Test
    void refusesOtherBlanksAndLineBreaksAndShowsThemHarmlessly() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ipei.parse("03586\t0017017 7"));
        assertThatIllegalArgumentException().isThrownBy(() -> Ipei.parse("03586\u00A00017017 7"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ipei.parse("03586 0017017 7\n2026 login ok"))
                .withMessage("ipei: '03586 0017017 7?2026 login ok' (expected: EEEEE PPPPPPP C)");
    }

    @Test
    void showsOnlyTheBeginningOfAnEndlessInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ipei.parse("7".repeat(1_000_000)))
                .withMessage("ipei: '" + "7".repeat(40) + "...' (expected: EEEEE PPPPPPP C)");
    }

    @Test
    void isSortedByManufacturerThenSerialNumber() {
        Ipei first = new Ipei(2, 9);
        Ipei second = new Ipei(10, 1);
        Ipei third = new Ipei(10, 11);

        assertThat(List.of(third, first, second).stream().sorted()).containsExactly(first, second, third);
    }
}
