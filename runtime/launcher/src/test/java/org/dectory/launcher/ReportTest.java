package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final WebAddress ADDRESS = new WebAddress("127.0.0.1", 8080);

    @Test
    void saysWhereEveryFaceIs() {
        String welcome = report(Optional.of(ADDRESS), "org.dectory.rest", "org.dectory.webconsole");

        assertThat(welcome)
                .contains("interface    http://127.0.0.1:8080/api/v1")
                .contains("web console  http://127.0.0.1:8080/system/console")
                .contains("try this next");
    }

    @Test
    void saysNothingOfAFaceThatIsNotInTheFlavour() {
        assertThat(report(Optional.of(ADDRESS), "org.dectory.rest"))
                .contains("/api/v1")
                .doesNotContain("console");
        assertThat(report(Optional.empty(), "org.dectory.sharing"))
                .contains("data folder  /data")
                .doesNotContain("http:", "try this next");
    }

    private static String report(Optional<WebAddress> address, String... bundles) {
        List<ImageEntry> entries = Stream.of(bundles)
                .map(name -> new ImageEntry(name, "1.0.0", "00", 1, name + ".jar"))
                .toList();
        Firmware firmware =
                new Firmware("the image", new Image(Path.of("/image"), entries), Optional.empty(), List.of());
        return new Report(firmware, address, Path.of("/data"), "try this next", List.of(), List.of()).welcome(false);
    }
}
