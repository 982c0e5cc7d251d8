package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path folder;

    private Path home;
    private Path site;
    private DataFolder data;

    @BeforeEach
    void makeThreeLayers() throws Exception {
        home = folder.resolve("image");
        site = Files.createDirectory(folder.resolve("site"));
        Files.createDirectories(home.resolve("config/demo"));
        data = DataFolder.open(folder.resolve("data"));
        Files.writeString(home.resolve("config/framework.properties"), "org.osgi.service.http.port=8080\n");
        for (String pid : List.of("a", "b", "c")) {
            Files.writeString(home.resolve("config/" + pid + ".json"), "factory");
        }
        Files.writeString(home.resolve("config/demo/b.json"), "demo");
        Files.writeString(home.resolve("config/demo/c.json"), "demo");
        Files.writeString(site.resolve("c.json"), "site");
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void layTheSiteOverTheDemoOverTheFactory() throws Exception {
        Map<String, String> properties = compose("--config", site.toString());

        Path config = Path.of(properties.getOrDefault("dectory.config", ""));
        assertThat(config.resolve("a.json")).hasContent("factory");
        assertThat(config.resolve("b.json")).hasContent("demo");
        assertThat(config.resolve("c.json")).hasContent("site");
    }

    @Test
    void leaveOutTheDemoWhenAskedTo() throws Exception {
        Map<String, String> properties = compose("--no-demo");

        Path config = Path.of(properties.getOrDefault("dectory.config", ""));
        assertThat(config.resolve("b.json")).hasContent("factory");
    }

    @Test
    void sayWhereEverythingLiesAndLeaveForeignVariablesAlone() throws Exception {
        Files.writeString(home.resolve("config/a.json"), "${dectory.data}|${dectory.home}|${other}");

        Map<String, String> properties = compose();

        Path config = Path.of(properties.getOrDefault("dectory.config", ""));
        assertThat(config.resolve("a.json")).hasContent(data.path() + "|" + home + "|${other}");
        assertThat(properties)
                .containsEntry("dectory.data", data.path().toString())
                .containsEntry("dectory.home", home.toString());
    }

    @Test
    void takeThePortFromTheCommandLine() throws Exception {
        assertThat(compose()).containsEntry("org.osgi.service.http.port", "8080");
        assertThat(compose("--port", "9090")).containsEntry("org.osgi.service.http.port", "9090");
    }

    private Map<String, String> compose(String... arguments) throws CannotStartException {
        List<String> all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(arguments));
        return Settings.compose(Options.parse(all), data);
    }
}
