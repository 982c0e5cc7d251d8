package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTest {

    @TempDir
    Path home;

    @Test
    void readsTheListInItsOrder() throws Exception {
        new Jars(home).with("b", Map.of()).with("a", Map.of());

        Image image = Image.read(home);

        assertThat(image.entries()).extracting(ImageEntry::symbolicName).containsExactly("b", "a");
    }

    @Test
    void refusesAJarThatWasAltered() throws Exception {
        new Jars(home).with("a", Map.of());
        Jars.write(home.resolve("a.jar"), "a", Map.of("Bundle-Name", "altered"));

        Image image = Image.read(home);

        assertThatThrownBy(image::verify)
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("a.jar is not the listed a 1.0.0");
    }

    @Test
    void refusesAJarThatIsMissing() throws Exception {
        new Jars(home).with("a", Map.of());
        Files.delete(home.resolve("a.jar"));

        Image image = Image.read(home);

        assertThatThrownBy(image::verify).hasMessageContaining("The image is incomplete");
    }

    @Test
    void refusesAListThatWasCutOff() throws IOException {
        Files.writeString(home.resolve("image.list"), "a 1.0.0 00ff");

        assertThatThrownBy(() -> Image.read(home)).hasMessageContaining("The image in " + home + " is damaged");
    }

    @Test
    void saysWhereItLookedWhenThereIsNoImage() {
        assertThatThrownBy(() -> Image.read(home)).hasMessageContaining("There is no image in " + home);
    }
}
