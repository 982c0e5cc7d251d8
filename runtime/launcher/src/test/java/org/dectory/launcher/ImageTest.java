package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void takesTheWordOfSumsThatWereTakenJustNow() throws Exception {
        new Jars(home).with("a", Map.of()).with("b", Map.of());
        String sums = sums("a.jar", "b.jar");
        Files.writeString(home.resolve("a.jar"), "not read again");

        Image image = Image.read(home, sums);

        assertThat(image.compared()).containsExactlyInAnyOrder(home.resolve("a.jar"), home.resolve("b.jar"));
        assertThatCode(image::verify).doesNotThrowAnyException();
    }

    @Test
    void refusesAJarThatTheSumsShowToBeAltered() throws Exception {
        new Jars(home).with("a", Map.of()).with("b", Map.of());
        Jars.write(home.resolve("b.jar"), "b", Map.of("Bundle-Name", "altered"));

        Image image = Image.read(home, sums("a.jar", "b.jar"));

        assertThatThrownBy(image::verify)
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("b.jar is not the listed b 1.0.0 (sha256 " + Jars.sha256(home.resolve("b.jar")));
    }

    @Test
    void readsWhateverTheSumsDoNotName() throws Exception {
        new Jars(home).with("a", Map.of()).with("b", Map.of());
        Jars.write(home.resolve("b.jar"), "b", Map.of("Bundle-Name", "altered"));

        Image image = Image.read(home, sums("a.jar"));

        assertThatThrownBy(image::verify).hasMessageContaining("b.jar is not the listed");
    }

    @Test
    void countsASumOnlyForTheJarThatItNames() throws Exception {
        new Jars(home).with("a", Map.of()).with("b", Map.of());
        String sumOfB = Jars.sha256(home.resolve("b.jar"));
        Files.delete(home.resolve("b.jar"));

        Image image = Image.read(home, sumOfB + "  a.jar\n" + sumOfB + "  stray.jar\n" + sumOfB + "\n");

        assertThat(image.compared()).isEmpty();
        assertThatThrownBy(image::verify).hasMessageContaining("The image is incomplete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "sha256sum: not found",
                "SHA256 (a.jar) = %s",
                "%s",
                "%s *a.jar",
                "\\%s  a.jar",
                "%s  ./a.jar"
            })
    void readsAJarOfWhichTheSumCannotBeRead(String line) throws Exception {
        new Jars(home).with("a", Map.of());
        String sums = line.replace("%s", Jars.sha256(home.resolve("a.jar")));

        Image image = Image.read(home, sums);

        assertThat(image.compared()).isEmpty();
        assertThatCode(image::verify).doesNotThrowAnyException();
    }

    @Test
    void forgetsTheSumsForALaterStart() throws Exception {
        new Jars(home).with("a", Map.of());
        String sums = sums("a.jar");
        Jars.write(home.resolve("a.jar"), "a", Map.of("Bundle-Name", "altered"));

        Image later = Image.read(home, sums).anew();

        assertThatThrownBy(later::verify).hasMessageContaining("a.jar is not the listed");
    }

    private String sums(String... jars) throws IOException {
        StringBuilder sums = new StringBuilder();
        for (String jar : jars) {
            sums.append(Jars.sha256(home.resolve(jar))).append("  ").append(jar).append('\n');
        }
        return sums.toString();
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
