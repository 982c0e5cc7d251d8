package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void keepTheDataBesideTheImageUnlessToldOtherwise() throws Exception {
        Options options = Options.parse(List.of("--home", "/opt/dectory"));

        assertThat(options.data()).hasToString("/opt/dectory/data");
        assertThat(options.demo()).isTrue();
        assertThat(options.check()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http", ""})
    void refuseWhatIsNoPort(String port) {
        assertThatThrownBy(() -> Options.parse(List.of("--port", port)))
                .hasMessage("port: " + port + " (expected: 0 to 65535)");
    }

    @Test
    void refuseAConfigurationFolderThatIsNotThere() {
        assertThatThrownBy(() -> Options.parse(List.of("--config", "/not/there")))
                .hasMessageContaining("/not/there is not there");
    }

    @Test
    void refuseAnOptionWithoutItsValue() {
        assertThatThrownBy(() -> Options.parse(List.of("--data"))).hasMessageContaining("--data needs a value");
    }

    @Test
    void refuseAFolderThatCannotHaveItsName() {
        assertThatThrownBy(() -> Options.parse(List.of("--data", "a\0b")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is no name of a folder");
    }
}
