package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    private Path empty;

    @Test
    void endsWithStatusTwoWhenItIsCalledWrongly() {
        assertThat(Main.run(List.of("--no-such-option"))).isEqualTo(2);
        assertThat(Main.run(List.of("--port", "http"))).isEqualTo(2);
        assertThat(Main.run(List.of("--data"))).isEqualTo(2);
        assertThat(Main.run(List.of("--config", "/not/there"))).isEqualTo(2);
    }

    @Test
    void endsWithStatusOneWhenThereIsNothingToStart() {
        assertThat(Main.run(List.of("--home", empty.toString()))).isEqualTo(1);
    }
}
