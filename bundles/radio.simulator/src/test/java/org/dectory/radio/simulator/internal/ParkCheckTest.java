package org.dectory.radio.simulator.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PARK that is none would leave the appliance without its radio. */
@Tag("SUB-09")
class ParkCheckTest {

    private final ParkCheck check = new ParkCheck();

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "0F10009034", "1F00009034", "31100004403202"})
    void refusesWhatIsNoPark(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.check(Map.of("park", text)))
                .withMessageStartingWith("park (expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1F10009034", "31100004403201"})
    void takesEitherForm(String text) {
        assertThatCode(() -> check.check(Map.of("park", text))).doesNotThrowAnyException();
    }
}
