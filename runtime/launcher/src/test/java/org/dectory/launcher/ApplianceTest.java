package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class ApplianceTest {

    private static final Map<String, String> QUIET = Map.of("felix.log.level", "0");

    @TempDir
    Path folder;

    private Path home;
    private DataFolder data;

    @BeforeEach
    void open() throws Exception {
        home = Files.createDirectory(folder.resolve("image"));
        data = DataFolder.open(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void runsTheListedBundlesAndNoOthers() throws Exception {
        new Jars(home).with("a", Map.of()).with("b", Map.of());
        Jars.write(home.resolve("stray.jar"), "stray", Map.of());

        try (Appliance appliance = boot(Image.read(home), QUIET)) {
            assertThat(Arrays.stream(appliance.context().getBundles()).skip(1))
                    .extracting(Bundle::getSymbolicName, Bundle::getState)
                    .containsExactly(tuple("a", Bundle.ACTIVE), tuple("b", Bundle.ACTIVE));
        }
    }

    @Test
    void forgetsWhatWasInstalledBeforeTheLastStop() throws Exception {
        new Jars(home).with("a", Map.of());
        Path stray = folder.resolve("stray.jar");
        Jars.write(stray, "stray", Map.of());
        try (Appliance appliance = boot(Image.read(home), QUIET)) {
            appliance.context().installBundle(stray.toUri().toString());
        }

        try (Appliance appliance = boot(Image.read(home), QUIET)) {
            assertThat(appliance.context().getBundles()).hasSize(2);
        }
    }

    @Test
    void saysWhichBundleDoesNotRunAndRunsTheOthers() throws Exception {
        new Jars(home).with("lost", Map.of("Import-Package", "not.there")).with("a", Map.of());

        try (Appliance appliance = boot(Image.read(home), QUIET)) {
            assertThat(appliance.readiness().complaints())
                    .contains("bundle lost is not resolved")
                    .noneMatch(complaint -> complaint.startsWith("bundle a "));
            assertThat(appliance.startErrors()).anyMatch(error -> error.contains("not.there"));
        }
    }

    @Test
    void refusesAJarThatIsAnotherBundleThanTheListSays() throws Exception {
        new Jars(home).with("a", Map.of());
        Path list = home.resolve("image.list");
        Files.writeString(list, Files.readString(list).replace("a 1.0.0", "a 2.0.0"));
        Image image = Image.read(home);

        assertThatThrownBy(() -> boot(image, QUIET))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("a.jar is a 1.0.0 (expected: a 2.0.0)");
    }

    private Appliance boot(Image image, Map<String, String> properties) throws CannotStartException {
        return Appliance.boot(
                image, properties, data, new Strongroom(home, data.path().resolve("release")));
    }
}
