package org.dectory.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("SUB-01")
class AuthenticationCodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "007", "9124", "12345678"})
    void takesOneToEightDigits(String digits) {
        Secret code = AuthenticationCode.of(digits);

        assertThat(code).isEqualTo(Secret.of(digits));
        assertThat(AuthenticationCode.isValid(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "12a4", "12 4", "-123", "12*", "1234\n", "\u0661\u0662", "\uFF11"})
    void refusesAllElseWithoutShowingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthenticationCode.of(text))
                .withMessage("authentication code: hidden (expected: 1 to 8 decimal digits)");
        assertThat(AuthenticationCode.isValid(Secret.of(text))).isFalse();
    }
}
