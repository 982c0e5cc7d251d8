package org.dectory.itests.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dectory.itests.appliance.Appliance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The firmware with its own Java, as it is shipped. Takes a minute or two, so only where it is asked for: {@code -Pfirmware}. */
@EnabledIfSystemProperty(named = "dectory.firmware", matches = "true")
class FirmwareIT {

    private static final Path FOLDER = Appliance.scratch("firmware");

    private static Path home = FOLDER;

    @BeforeAll
    static void make() throws Exception {
        Path first = make("first.tar.gz");
        assertThat(Files.mismatch(first, make("second.tar.gz")))
                .as("where two firmwares of one image differ")
                .isEqualTo(-1);
        assertThat(run(List.of("tar", "xzf", first.toString(), "-C", FOLDER.toString())))
                .isZero();
        try (Stream<Path> unpacked = Files.list(FOLDER)) {
            home = unpacked.filter(Files::isDirectory).findFirst().orElseThrow();
        }
        assertThat(run(List.of("chmod", "-R", "a-w", home.toString()))).isZero();
    }

    @Test
    @Tag("OSG-02")
    void runsFromAFolderThatIsNeverWritten() throws Exception {
        SortedMap<String, String> before = picture();
        Path data = FOLDER.resolve("data");

        int first = run(check(data));
        int second = run(check(data));

        assertThat(first).isZero();
        assertThat(second).isZero();
        assertThat(picture()).isEqualTo(before);
        assertThat(data.resolve("java")).isDirectoryContaining("glob:**-dectory.jsa");
        try (Stream<Path> archives = Files.list(data.resolve("java"))) {
            for (Path archive : archives.toList()) {
                damage(archive);
            }
        }
        assertThat(run(check(data)))
                .as("with archives of classes that the medium has damaged")
                .isZero();
    }

    private static void damage(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        for (int i = content.length / 4; i < content.length * 3 / 4; i += 101) {
            content[i] ^= 0x55;
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.write(file, content);
    }

    @Test
    @Tag("SEC-05")
    void namesTheJavaThatItBrings() throws IOException {
        assertThat(home.resolve("sbom.cdx.json")).content().contains("pkg:maven/org.openjdk/openjdk@");
        assertThat(home.resolve("java/legal/java.base/LICENSE")).exists();
    }

    @Test
    @Tag("OSG-07")
    void tellsSystemdThatItIsReadyAndAlive() throws Exception {
        Path told = FOLDER.resolve("told");
        Path programs = Files.createDirectory(FOLDER.resolve("programs"));
        Path notify = Files.writeString(
                programs.resolve("systemd-notify"), "#!/bin/sh\nprintf '%s\\n' \"$@\" >>\"" + told + "\"\n");
        Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder(
                home.resolve("bin/dectory").toString(),
                "run",
                "--no-demo",
                "--port",
                "0",
                "--data",
                FOLDER.resolve("watched").toString());
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        builder.environment().put("NOTIFY_SOCKET", FOLDER.resolve("socket").toString());
        builder.environment().put("WATCHDOG_USEC", "3000000");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("watched.log").toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(told)
                            .content()
                            .contains("READY=1\nWATCHDOG=1\n")
                            .endsWith("WATCHDOG=1\nWATCHDOG=1\n"));
        } finally {
            process.destroy();
            await().atMost(Duration.ofMinutes(1)).until(() -> !process.isAlive());
        }
    }

    private static Path make(String name) throws Exception {
        Path file = FOLDER.resolve(name);
        Path maker = Appliance.image().resolve("../../../firmware").normalize();
        assertThat(run(List.of(maker.toString(), file.toString()))).isZero();
        return file;
    }

    private static List<String> check(Path data) {
        return List.of(
                home.resolve("bin/dectory").toString(),
                "run",
                "--check",
                "--no-demo",
                "--port",
                "0",
                "--data",
                data.toString());
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(new ArrayList<>(command)).inheritIO().start().waitFor();
    }

    /** Every file with its length, time and mode. */
    private static SortedMap<String, String> picture() throws IOException {
        SortedMap<String, String> picture = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                picture.put(
                        home.relativize(file).toString(),
                        Files.size(file) + " " + Files.getLastModifiedTime(file) + " "
                                + Files.getPosixFilePermissions(file));
            }
        }
        return picture;
    }
}
