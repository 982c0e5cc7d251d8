package org.dectory.userstore.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerTextTest {

    @Test
    void writesALineForEachKeyInTheirOrder() {
        assertThat(LayerText.write(Map.of("UD_Pin", "1=2", "UD_Name", "Anna")))
                .isEqualTo("UD_Name=Anna\nUD_Pin=1\\e2\n");
    }

    @Test
    void readsWhateverItWrote() {
        Map<String, String> hostile = Map.of(
                "", "",
                "a=b", "\\n",
                "\n", "\\",
                "\\", "=\0\r\n=",
                "€ 世界 \uD83D\uDCDE", "x\\e\\0");

        assertThat(LayerText.read(LayerText.write(hostile))).isEqualTo(hostile);
        assertThat(LayerText.read("")).isEmpty();
    }
}
