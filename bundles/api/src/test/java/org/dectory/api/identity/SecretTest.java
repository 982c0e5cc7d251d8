package org.dectory.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("DBS-05")
class SecretTest {

    @Test
    void tellsNothingOfItself() {
        Secret pin = Secret.of("4711");

        assertThat(pin).hasToString("Secret[hidden]").hasSameHashCodeAs(Secret.of("0000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000", "0071", "Gr\u00FC\u00DFe", "\uD83D\uDD11 key", "with\u0000zero"})
    void givesBackWhatItWasMadeOf(String text) {
        Secret ofText = Secret.of(text);
        Secret ofChars = Secret.of(text.toCharArray());
        Secret ofStored = Secret.ofBytes(ofText.bytes());

        assertThat(ofText.chars()).isEqualTo(text.toCharArray());
        assertThat(ofStored.chars()).isEqualTo(text.toCharArray());
        assertThat(ofText).isEqualTo(ofChars).isEqualTo(ofStored);
        assertThat(ofText.isEmpty()).isEqualTo(text.isEmpty());
    }

    @Test
    void hasTheLengthOfItsOctets() {
        assertThat(Secret.of("4711").length()).isEqualTo(4);
        assertThat(Secret.ofBytes(new byte[16]).length()).isEqualTo(16);
        assertThat(Secret.of("\u00FC").length()).isEqualTo(2);
    }

    @Test
    void differsFromOtherSecretsAndOtherThings() {
        Secret pin = Secret.of("4711");

        assertThat(pin)
                .isNotEqualTo(Secret.of("4712"))
                .isNotEqualTo(Secret.of("471"))
                .isNotEqualTo(Secret.of(""))
                .isNotEqualTo("4711")
                .isNotEqualTo(null);
    }

    @Test
    void sharesNoArrayWithAnyone() {
        char[] typed = {'4', '7', '1', '1'};
        byte[] key = {1, 2, 3};
        Secret pin = Secret.of(typed);
        Secret uak = Secret.ofBytes(key);

        typed[0] = 'x';
        key[0] = 9;
        pin.chars()[1] = 'x';
        pin.bytes()[2] = 'x';

        assertThat(pin).isEqualTo(Secret.of("4711"));
        assertThat(uak.bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void isWipedWhenClosed() throws ReflectiveOperationException {
        Secret pin = Secret.of("4711");
        Field octets = Secret.class.getDeclaredField("octets");
        octets.setAccessible(true);

        pin.close();

        assertThat((byte[]) octets.get(pin)).containsOnly(0);
    }

    @Test
    void refusesToServeAfterItIsClosed() {
        Secret pin = Secret.of("4711");
        pin.close();
        pin.close();

        assertThatIllegalStateException()
                .isThrownBy(pin::bytes)
                .withMessage("secret: closed (expected: not yet closed)");
        assertThatIllegalStateException().isThrownBy(pin::chars);
        assertThatIllegalStateException().isThrownBy(pin::length);
        assertThatIllegalStateException().isThrownBy(pin::isEmpty);
        assertThat(pin).hasToString("Secret[hidden]");
    }

    @Test
    void isNeverEqualToAnotherOnceOneIsClosed() {
        Secret closed = Secret.of("");
        closed.close();
        Secret alsoClosed = Secret.of("");
        alsoClosed.close();

        assertThat(closed).isNotEqualTo(alsoClosed).isNotEqualTo(Secret.of(""));
        assertThat(Secret.of("")).isNotEqualTo(closed);
    }

    @Test
    void refusesHalfACharacterWithoutShowingTheRest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Secret.of("4711\uD83D"))
                .withMessage("secret: hidden (expected: whole Unicode characters)");
    }

    @Test
    void octetsThatAreNoTextHaveNoCharacters() {
        Secret key = Secret.ofBytes(new byte[] {(byte) 0xFF, (byte) 0xFE});

        assertThatIllegalStateException().isThrownBy(key::chars).withMessage("secret: octets (expected: text)");
    }
}
