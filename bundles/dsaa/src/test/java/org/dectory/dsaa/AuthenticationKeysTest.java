package org.dectory.dsaa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("LOG-12")
class AuthenticationKeysTest {

    private static final byte[] UAK = HexFormat.of().parseHex("93638b457afd40fa585feb6030d572a2");

    @Test
    void leadingZerosCount() {
        assertThat(AuthenticationKeys.ofAuthenticationCode("007".toCharArray()))
                .isNotEqualTo(AuthenticationKeys.ofAuthenticationCode("7".toCharArray()));
    }

    @Test
    void userOnAPhoneIsTheKeyOfThePhoneXorTheRepeatedPin() {
        byte[] k = AuthenticationKeys.ofUser(UAK, "1234".toCharArray());

        assertThat(HexFormat.of().formatHex(k)).isEqualTo("6c9c9971850252cea7a0f954cf2a6096");
    }

    @Test
    void shortValueIsRepeatedFromTheEnd() {
        byte[] k = AuthenticationKeys.b1(HexFormat.of().parseHex("a1b2c3"));

        assertThat(HexFormat.of().formatHex(k)).isEqualTo("c3a1b2c3a1b2c3a1b2c3a1b2c3a1b2c3");
    }

    @Test
    void givesAnArrayOfItsOwnThatTheCallerMayWipe() {
        assertThat(AuthenticationKeys.ofPhone(UAK)).isEqualTo(UAK).isNotSameAs(UAK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12a4", " 123", "12*4", "-123", "１２３４", "١٢٣٤", "12\u00004"})
    void refusesOtherCharactersThanDigitsWithoutShowingThem(String notDigits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthenticationKeys.ofAuthenticationCode(notDigits.toCharArray()))
                .withMessage("digits: other characters (expected: 0 to 9 only)");
    }

    @Test
    void refusesValuesOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthenticationKeys.bitsOfDigits("123456789".toCharArray()))
                .withMessage("digits: 9 digits (expected: 0 to 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthenticationKeys.ofPhone(new byte[4]))
                .withMessage("uak: 4 octets (expected: 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthenticationKeys.ofUser(new byte[15], "1234".toCharArray()))
                .withMessage("uak: 15 octets (expected: 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthenticationKeys.b1(new byte[0]))
                .withMessage("x: 0 octets (expected: 1 to 16)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthenticationKeys.b2(UAK, new byte[17]))
                .withMessage("upi: 17 octets (expected: 1 to 16)");
    }

    @Test
    void onlyTheWholeAnswerMatches() {
        byte[] expected = HexFormat.of().parseHex("f28cf911");

        assertThat(AuthenticationResponse.matches(expected, expected.clone())).isTrue();
        assertThat(AuthenticationResponse.matches(expected, HexFormat.of().parseHex("f28cf910")))
                .isFalse();
        assertThat(AuthenticationResponse.matches(expected, HexFormat.of().parseHex("f28cf9")))
                .isFalse();
        assertThat(AuthenticationResponse.matches(expected, HexFormat.of().parseHex("f28cf91100")))
                .isFalse();
        assertThat(AuthenticationResponse.matches(new byte[0], new byte[0])).isFalse();
    }
}
