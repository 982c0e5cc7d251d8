package org.dectory.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("SUB-09")
class ParkTest {

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "1F102AF12C, 31100527422605", // a PARI seen on air
        "1F102F0E86, 31100570350302", // an example of a management protocol
        "1F10009034, 31100004403201", // EN 300 175-7, annex K
        "1F10008F0F, 3110000436074*", // identity printed in a maker's manual, check value 10
    })
    void readsAndWritesBothForms(String machine, String decimal) {
        Park park = Park.parse(machine);

        assertThat(park.decimal()).hasSize(14).isEqualTo(decimal);
        assertThat(park.machine()).isEqualTo(machine);
        assertThat(park).hasToString(decimal);
        assertThat(Park.parse(decimal)).isEqualTo(park);
        assertThat(Park.parse(decimal.substring(0, 13))).isEqualTo(park);
    }

    @Test
    void readsSmallHexadecimalDigitsAndWritesCapitals() {
        assertThat(Park.parse("1f102af12c").machine()).isEqualTo("1F102AF12C");
    }

    /** Printed in a maker's training text, where the last four bits (FPS) are 0. */
    @Test
    void takesASystemWhoseSubnumberIsZero() {
        assertThat(Park.parse("3110000400100").machine()).isEqualTo("1F10008010");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31100527422604", // check character
                "3110052742260*",
                "31100527422615", // a digit
                "31010527422605", // two digits transposed
                "3110052742261", // padding bits not 0
                "3110052742268", // no octal digit
                "3010052742260", // fewer bits to match
                "311005274226", // too short
                "311005274226055", // too long
                "3110052742260X",
                "３１１００５２７４２２６０", // other digits
                "",
                "1E102AF12C", // fewer bits to match
                "1F002AF12C", // class A
                "1F202AF12C", // class C
                "1F902AF12C", // 32 bits
                "1F102AF12G",
                "1F100000FC", // no installer's code
                "0x1F102AF1",
                "-F102AF12C",
            })
    void refusesAllElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Park.parse(text));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Park.parse("31100527422604"))
                .withMessage("park: '31100527422604' (expected: another check character, or a digit is wrong)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Park.parse("1F202AF12C"))
                .withMessage("ari: 202AF12C (expected: class B, 10000000 to 1FFFFFFF)");
        assertThatIllegalArgumentException().isThrownBy(() -> new Park(-1));
    }
}
