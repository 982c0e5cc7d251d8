package org.dectory.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and login IDs, which keep one rule. */
@Tag("DAT-03")
class NamesTest {

    static Stream<String> hostile() {
        return Stream.of(
                "",
                " ",
                "a b",
                "a/b",
                "a\\b",
                ".",
                "..",
                ".htaccess",
                "../../etc/passwd",
                "a..b",
                "a..",
                "%2e%2e",
                "a?b",
                "a&b",
                "a=b",
                "a:b",
                "a@b",
                "a;b",
                "'--",
                "\"",
                "<script>",
                "${jndi:x}",
                "$(id)",
                "`id`",
                "a\u0000",
                "a\n",
                "a\r\nb",
                "\n",
                "\u00E4nna",
                "\u0430nna",
                "\u0661\u0662",
                "\uFF11",
                "\u202E123",
                "a\u200Bb",
                "\uD83D\uDE00",
                "1".repeat(33),
                "1".repeat(1_000_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesWhatCouldLeaveItsFolderOrItsLine(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserNumber(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new LoginId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1012", "*12#", "+43.1.2345", "anna", "Anna.Berg-Huber_2", "a.", "-", "_"})
    void takesNumbersAndSipUserNamesAsTheyAre(String text) {
        assertThat(new UserNumber(text)).hasToString(text);
        assertThat(new LoginId(text).value()).isEqualTo(text);
    }

    @Test
    void takesThirtyTwoCharacters() {
        assertThat(new UserNumber("1".repeat(32)).value()).hasSize(32);
    }

    @Test
    void tellsUpperAndLowerCaseApart() {
        assertThat(new LoginId("anna")).isNotEqualTo(new LoginId("Anna"));
    }

    @Test
    void saysWhatIsWrongOnOneShortLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserNumber("a/b"))
                .withMessage("number: 'a/b' (expected: 1 to 32 characters of 0-9 A-Z a-z * # + . _ -)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoginId("a\r\nb"))
                .withMessage("login ID: 'a??b' (expected: 1 to 32 characters of 0-9 A-Z a-z * # + . _ -)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserNumber("../a"))
                .withMessage("number: '../a' (expected: no dot at the beginning, no two dots in a row)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserNumber("/".repeat(1_000_000)))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
    }
}
